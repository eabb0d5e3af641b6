package io.breakwater.generator.template;

import io.breakwater.events.request.NotSentReason;
import io.breakwater.events.scenario.Request;
import io.breakwater.events.scenario.Request.WidgetMessage.Format;
import io.breakwater.generator.data.ValueEncoding;
import io.breakwater.generator.text.ByteText;
import io.breakwater.generator.value.FilledText;
import io.breakwater.generator.value.Filling;
import io.breakwater.generator.value.Source;
import io.breakwater.generator.value.Sources;
import io.breakwater.generator.widget.MessageCredentials;
import io.breakwater.generator.widget.MessageKeys;

/**
 * The body of a widget message: seals it. What signs it stands in the path, which is filled in after the body.
 *
 * @param credentials what it is sealed with
 * @param format      how it is written
 * @param to          the mini program's original id
 * @param from        the user's open id
 * @param query       the user's query
 * @param scene       where the user searched
 */
record WidgetBody(
        MessageCredentials credentials, Format format, String to, FilledText from, FilledText query, int scene)
        implements Source {

    private static final long MILLIS_PER_SECOND = 1_000;

    static WidgetBody of(Request.WidgetMessage message, MessageCredentials credentials, Sources sources) {
        return new WidgetBody(
                credentials,
                message.format(),
                message.to(),
                sources.text(message.from(), ValueEncoding.PLAIN),
                sources.text(message.query(), BodyTemplate.encoding(message.escaping())),
                message.scene());
    }

    @Override
    public boolean append(Filling filling, ByteText out) {
        MessageKeys keys = credentials.keys(filling.nowMillis());
        if (keys == null) {
            return filling.lacks(NotSentReason.TOKEN_MISSING, credentials.binding());
        }
        ByteText user = filling.borrow();
        ByteText asked = filling.borrow();
        boolean there = from.append(filling, user) && query.append(filling, asked);
        if (there) {
            filling.values().seals(keys);
            filling.widget()
                    .seal(
                            keys,
                            format,
                            to,
                            user,
                            asked,
                            scene,
                            filling.nowMillis() / MILLIS_PER_SECOND,
                            filling.values());
            filling.widget().appendBody(format, out);
        }
        filling.giveBack();
        filling.giveBack();
        return there;
    }
}
