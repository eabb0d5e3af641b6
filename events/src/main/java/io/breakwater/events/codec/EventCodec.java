package io.breakwater.events.codec;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.breakwater.events.generator.GeneratorReport;
import io.breakwater.events.run.Adjustment;
import io.breakwater.events.run.RunCommand;
import io.breakwater.events.scenario.Body;
import io.breakwater.events.scenario.Flow;
import io.breakwater.events.scenario.Load;
import io.breakwater.events.scenario.Request;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.NamedType;

/**
 * Turns control-plane records into JSON and back: a missing component is an error, an unknown field is ignored, instants
 * are ISO-8601, byte arrays Base64, and members of a sealed family carry their word in {@code type}. Thread-safe.
 */
public final class EventCodec {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addMixIn(RunCommand.class, TypeWord.class)
            .addMixIn(GeneratorReport.class, TypeWord.class)
            .addMixIn(Adjustment.class, TypeWord.class)
            .addMixIn(Load.class, TypeWord.class)
            .addMixIn(Flow.class, TypeWord.class)
            .addMixIn(Request.class, TypeWord.class)
            .addMixIn(Body.class, TypeWord.class)
            .registerSubtypes(
                    new NamedType(RunCommand.PrepareRun.class, "prepare-run"),
                    new NamedType(RunCommand.StartRun.class, "start-run"),
                    new NamedType(RunCommand.StopRun.class, "stop-run"),
                    new NamedType(RunCommand.AbandonPart.class, "abandon-part"),
                    new NamedType(RunCommand.AdjustLoad.class, "adjust-load"),
                    new NamedType(RunCommand.WalkAfter.class, "walk-after"),
                    new NamedType(GeneratorReport.GeneratorHeartbeat.class, "heartbeat"),
                    new NamedType(GeneratorReport.PartReady.class, "part-ready"),
                    new NamedType(GeneratorReport.PartRefused.class, "part-refused"),
                    new NamedType(GeneratorReport.PartClosed.class, "part-closed"),
                    new NamedType(GeneratorReport.StopWanted.class, "stop-wanted"),
                    new NamedType(GeneratorReport.AfterWalked.class, "after-walked"),
                    new NamedType(Adjustment.SetLevel.class, "set-level"),
                    new NamedType(Adjustment.Scale.class, "scale"),
                    new NamedType(Adjustment.Pause.class, "pause"),
                    new NamedType(Adjustment.Resume.class, "resume"),
                    new NamedType(Load.Open.class, "open"),
                    new NamedType(Load.Closed.class, "closed"),
                    new NamedType(Flow.Send.class, "send"),
                    new NamedType(Flow.Pause.class, "pause"),
                    new NamedType(Flow.Choose.class, "choose"),
                    new NamedType(Flow.Repeat.class, "repeat"),
                    new NamedType(Flow.Jump.class, "jump"),
                    new NamedType(Flow.End.class, "end"),
                    new NamedType(Flow.Rendezvous.class, "rendezvous"),
                    new NamedType(Flow.HandOver.class, "hand-over"),
                    new NamedType(Flow.Assign.class, "assign"),
                    new NamedType(Request.Http.class, "http"),
                    new NamedType(Request.WebSocketOpen.class, "web-socket-open"),
                    new NamedType(Request.WebSocketMessage.class, "web-socket-message"),
                    new NamedType(Request.WebSocketClose.class, "web-socket-close"),
                    new NamedType(Request.WidgetMessage.class, "widget-message"),
                    new NamedType(Body.Text.class, "text"),
                    new NamedType(Body.Form.class, "form"),
                    new NamedType(Body.Multipart.class, "multipart"))
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DateTimeFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .disable(EnumFeature.READ_UNKNOWN_ENUM_VALUES_AS_NULL)
            .build();

    /** Reads what an earlier version kept; each record says what stands for what that did not have. */
    private static final JsonMapper OLDER = MAPPER.rebuild()
            .disable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .build();

    private EventCodec() {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    private interface TypeWord {}

    /** The bytes of a record, UTF-8. */
    public static byte[] encode(Object record) {
        return MAPPER.writeValueAsBytes(record);
    }

    /**
     * The record that the bytes hold.
     *
     * @throws UnreadableEventException when they are not JSON, lack a component, or carry an unknown type word
     */
    public static <T> T decode(byte[] bytes, Class<T> type) throws UnreadableEventException {
        return decode(MAPPER, bytes, type);
    }

    /**
     * The record that the bytes hold, which this version or an earlier one wrote to keep for itself: components that came later
     * may be missing, where their record has something to stand for them.
     *
     * @throws UnreadableEventException when they are not JSON, or lack a component that nothing stands for
     */
    public static <T> T decodeOlder(byte[] bytes, Class<T> type) throws UnreadableEventException {
        return decode(OLDER, bytes, type);
    }

    private static <T> T decode(JsonMapper mapper, byte[] bytes, Class<T> type) throws UnreadableEventException {
        try {
            T read = mapper.readValue(bytes, type);
            if (read == null) {
                throw new UnreadableEventException(type.getSimpleName() + ": null (expected: a JSON object)");
            }
            return read;
        } catch (JacksonException | IllegalArgumentException | NullPointerException e) {
            String text = new String(bytes, 0, Math.min(bytes.length, 200), StandardCharsets.UTF_8);
            throw new UnreadableEventException(
                    type.getSimpleName() + ": " + text + " (expected: " + firstLine(e) + ")", e);
        }
    }

    private static String firstLine(RuntimeException e) {
        String message = String.valueOf(e instanceof JacksonException j ? j.getOriginalMessage() : e.getMessage());
        return message.lines().findFirst().orElse(message);
    }
}
