package io.breakwater.token.platform.file;

import static io.breakwater.token.platform.ScriptedPlatform.first;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.events.token.TokenFields;
import io.breakwater.token.platform.Platform;
import io.breakwater.token.platform.PlatformAnswer.Granted;
import io.breakwater.token.platform.PlatformAnswer.Refused;
import io.breakwater.token.platform.ScriptedPlatform;
import io.breakwater.token.refresh.MovableClock;
import io.breakwater.token.settings.PlatformSettings.TokenFileSettings;
import io.breakwater.token.settings.Problems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenFilePlatformTest {

    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    private Path folder;
    private final Problems problems = new Problems();
    private final MovableClock clock = new MovableClock(NOW);

    @BeforeEach
    void setFolder(@TempDir Path given) {
        folder = given;
    }

    private Platform open(String content, List<String> columns, String until, String untilColumn) throws Exception {
        Files.writeString(folder.resolve("token.csv"), content);
        return TokenFilePlatform.open(
                new TokenFileSettings(folder.resolve("token.csv").toString(), columns, until, untilColumn),
                ScriptedPlatform.tools(Map.of(), clock),
                ScriptedPlatform.place(problems));
    }

    @Test
    void takesTheFileOfTheSourceDocument() throws Exception {
        Platform file = open(
                "token\nT7MeDnBIMKRJdgUB8RNQixyhUPJPaJEG\ncqKscgeNWFPkkkaR4dBfcD4A2pD1CYFK\neh3lbjmsjd9jh65xSwvBWvDtmky25CK9\n",
                List.of(),
                "2026-11-20T14:00:00Z",
                "");

        assertThat(problems.found()).isEmpty();
        assertThat(file.members()).isEqualTo(3);
        assertThat(file.isOutside()).isFalse();
        assertThat(file.ask(first(2))).isEqualTo(Granted.of("eh3lbjmsjd9jh65xSwvBWvDtmky25CK9", Duration.ofHours(2)));
        clock.move(Duration.ofHours(2));
        assertThat(file.ask(first(2)))
                .isEqualTo(new Refused("token file line 4: expired at 2026-11-20T14:00:00Z (expected: a file with newer"
                        + " tokens)"));
    }

    @Test
    void takesSeveralColumnsAndAnEndOfEachToken() throws Exception {
        Platform file = open(
                "key,openid,until\r\n\"a,1\",o-1,2026-11-20T13:00:00Z\r\nb,o-2,1795179600\r\n",
                List.of("key", "openid"),
                "",
                "until");

        assertThat(problems.found()).isEmpty();
        assertThat(file.ask(first(0)))
                .isEqualTo(new Granted(new TokenFields(Map.of("token", "a,1", "openid", "o-1")), Duration.ofHours(1)));
        assertThat(((Granted) file.ask(first(1))).life())
                .isEqualTo(Duration.between(NOW, Instant.ofEpochSecond(1_795_179_600L)));
    }

    @Test
    void readsTheFileAgainWhenItChangesAndKeepsWhatItHadWhenThatIsNonsense() throws Exception {
        Platform file = open("token\na\nb\n", List.of(), "2026-11-20T14:00:00Z", "");
        assertThat(file.hasChanged()).isFalse();

        Files.writeString(folder.resolve("token.csv"), "token\na\nb2\nc\n");
        assertThat(file.hasChanged()).isTrue();
        assertThat(file.members()).isEqualTo(3);
        Instant end = NOW.plus(Duration.ofHours(2));
        assertThat(file.isCurrent(0, TokenFields.of("a"), end)).isTrue();
        assertThat(file.isCurrent(1, TokenFields.of("b"), end)).isFalse();
        assertThat(file.isCurrent(0, TokenFields.of("a"), end.plusSeconds(60))).isFalse();

        Files.writeString(folder.resolve("token.csv"), "token,other\n1,2\n");
        assertThat(file.hasChanged()).isFalse();
        assertThat(file.members()).isEqualTo(3);
    }

    @Test
    void namesWhatIsWrongWithAFile() throws Exception {
        open("token,openid\na,b\n", List.of(), "2026-11-20T14:00:00Z", "");
        open("token\na\n", List.of(), "2026-11-20T11:59:59Z", "");
        open("token\na\n", List.of("key"), "2026-11-20T14:00:00Z", "");
        open("token,until\na,soon\n", List.of(), "", "until");
        open("token\na\n", List.of(), "", "");
        open("token\na\n", List.of(), "tomorrow", "");
        open("token\n", List.of(), "2026-11-20T14:00:00Z", "");

        assertThat(problems.found()).hasSize(7);
        assertThat(problems.found().get(0))
                .startsWith("b.file: ")
                .contains("2 columns, token, openid, where one was meant; the setting columns names those that are");
        assertThat(problems.found().get(1))
                .startsWith("b.valid-until: all tokens of ")
                .endsWith(
                        "expired, the last one at 2026-11-20T11:59:59Z (expected: later than now, 2026-11-20T12:00:00Z)");
        assertThat(problems.found().get(2)).contains("no column key among token");
        assertThat(problems.found().get(3)).contains("line 2: validity: 4 characters that are no instant");
        assertThat(problems.found().get(4))
                .isEqualTo("b.valid-until: neither valid-until nor valid-until-column (expected: one of them)");
        assertThat(problems.found().get(5))
                .isEqualTo("b.valid-until: tomorrow (expected: an instant such as 2026-11-20T14:00:00Z)");
        assertThat(problems.found().get(6)).contains("no row");
    }
}
