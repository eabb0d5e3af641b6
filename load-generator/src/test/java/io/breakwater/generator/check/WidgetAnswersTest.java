package io.breakwater.generator.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.events.request.NotSentReason;
import io.breakwater.events.scenario.Body;
import io.breakwater.events.scenario.HttpSettings;
import io.breakwater.events.scenario.Request;
import io.breakwater.events.scenario.Request.WidgetMessage.Format;
import io.breakwater.generator.data.RunData;
import io.breakwater.generator.http.Response;
import io.breakwater.generator.template.RequestTemplate;
import io.breakwater.generator.token.TokenFixture;
import io.breakwater.generator.token.TokenSlot;
import io.breakwater.generator.value.Filling;
import io.breakwater.generator.value.HandedValues;
import io.breakwater.generator.value.Sequences;
import io.breakwater.generator.value.Sources;
import io.breakwater.generator.value.ValueNames;
import io.breakwater.generator.value.Values;
import io.breakwater.generator.widget.AnswerFault;
import io.breakwater.generator.widget.MessageBackend;
import io.breakwater.generator.widget.MessageCredentials;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Two virtual users of one event loop, whose answers come when the credentials may have changed. */
class WidgetAnswersTest {

    private static final String OTHER_AES_KEY = "GFEDCBA9876543210zyxwvutsrqponmlkjihgfedcba";

    private final TokenSlot slot = new TokenSlot();
    private final ValueNames names = ValueNames.of(List.of());
    private final Sources sources = new Sources(new RunData(Map.of(), Map.of()), binding -> slot, names);
    private final RequestTemplate template = RequestTemplate.compile(
            "ask",
            new Request.WidgetMessage(
                    "demo-widget",
                    Optional.empty(),
                    "/",
                    Map.of(),
                    "gh_demo",
                    "o-1",
                    "{}",
                    Body.Escaping.JSON_STRING,
                    Format.JSON,
                    1,
                    false,
                    Optional.empty()),
            HttpSettings.DEFAULT,
            "widget:80",
            sources,
            new MessageCredentials("demo-widget", slot));
    private final WidgetAnswers answers = new WidgetAnswers(Format.JSON);
    private final Filling filling = new Filling(new Sequences(0, 0, 1));
    private final Values ann = new Values(names, new HandedValues(names));
    private final Values bob = new Values(names, new HandedValues(names));
    private final MessageBackend before = new MessageBackend();
    private final MessageBackend after = new MessageBackend("other", OTHER_AES_KEY, MessageBackend.APP_ID);

    @Test
    void opensAnAnswerWithTheKeysOfItsMessageAfterOthersCame() throws Exception {
        TokenFixture.set(slot, MessageBackend.fields());
        String asked = sent(ann);
        TokenFixture.set(
                slot, Map.of("token", "other", "encoding_aes_key", OTHER_AES_KEY, "app_id", MessageBackend.APP_ID));
        String askedAfter = sent(bob);

        assertThat(opens(ann, before.answer(asked, "{\"err_code\":0}"))).isTrue();
        assertThat(opens(bob, after.answer(askedAfter, "{\"err_code\":-1}"))).isTrue();
        assertThat(filling.widget().data()).hasToString("{\"err_code\":-1}");
        assertThat(opens(bob, before.answer(asked, "{\"err_code\":0}"))).isFalse();
        assertThat(filling.widget().fault()).isEqualTo(AnswerFault.WRONG_SIGNATURE);
    }

    @Test
    void opensAnAnswerAfterFieldsCameThatAreNoCredentials() throws Exception {
        TokenFixture.set(slot, MessageBackend.fields());
        String asked = sent(ann);
        TokenFixture.set(slot, Map.of("token", "other", "encoding_aes_key", "short", "app_id", MessageBackend.APP_ID));

        assertThat(template.render(UnpooledByteBufAllocator.DEFAULT, filling.of(new int[0], bob, 0)))
                .isNull();
        assertThat(filling.missing()).isEqualTo(NotSentReason.TOKEN_MISSING);
        assertThat(opens(ann, before.answer(asked, "{\"err_code\":0}"))).isTrue();
    }

    @Test
    void showsNothingOfAnothersAnswerWhereNoMessageWasSealed() throws Exception {
        TokenFixture.set(slot, MessageBackend.fields());
        String answer = before.answer(sent(ann), "{\"err_code\":0}");

        assertThat(opens(ann, answer)).isTrue();
        assertThat(opens(bob, answer)).isFalse();
        assertThat(filling.widget().answer().length()).isZero();
        assertThat(filling.widget().data().length()).isZero();

        assertThat(opens(ann, "<html>")).isFalse();
        assertThat(opens(bob, answer)).isFalse();
        assertThat(filling.widget().fault()).isNull();
    }

    @Test
    void knowsNoKeysOfAnEarlierIteration() throws Exception {
        TokenFixture.set(slot, MessageBackend.fields());
        String answer = before.answer(sent(ann), "{\"err_code\":0}");

        ann.begin(42, 1);

        assertThat(opens(ann, answer)).isFalse();
    }

    private String sent(Values user) {
        ByteBuf rendered = template.render(UnpooledByteBufAllocator.DEFAULT, filling.of(new int[0], user, 0));
        if (rendered == null) {
            throw new AssertionError(filling.missingName() + " (expected: there)");
        }
        String request = rendered.toString(StandardCharsets.UTF_8);
        rendered.release();
        return request.substring(request.indexOf("\r\n\r\n") + 4);
    }

    private boolean opens(Values user, String body) {
        Response response = new Response();
        response.status(200);
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        response.body().append(bytes, 0, bytes.length);
        return answers.open(response, filling.of(new int[0], user, 0));
    }
}
