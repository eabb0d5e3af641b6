package io.breakwater.events.run;

import io.breakwater.events.codec.EventCodec;
import io.breakwater.events.codec.UnreadableEventException;
import io.breakwater.events.token.TokenCipher;
import io.breakwater.events.token.UnreadableTokenException;
import java.util.Map;

/**
 * Values that sessions before the load hand to all others, sealed, for they may be what a log-on gave: AES-256-GCM over a
 * JSON object, {@link Values}, bound to the run, with the key that platform tokens travel under.
 *
 * @param keyId  which key seals it
 * @param sealed the sealed bytes
 */
public record HandedOver(String keyId, byte[] sealed) {

    /**
     * What is sealed.
     *
     * @param texts texts by name
     */
    public record Values(Map<String, String> texts) {
        public Values {
            texts = Map.copyOf(texts);
        }
    }

    /** Seals values for the generators of a run. */
    public static HandedOver seal(TokenCipher cipher, String runId, Map<String, String> texts) {
        return new HandedOver(cipher.keyId(), cipher.seal(context(runId), EventCodec.encode(new Values(texts))));
    }

    /**
     * The values by name.
     *
     * @throws UnreadableTokenException when they were sealed under another key or for another run, or are damaged
     */
    public Map<String, String> open(TokenCipher cipher, String runId) throws UnreadableTokenException {
        byte[] clear = cipher.open("values handed over in run " + runId, context(runId), keyId, sealed);
        try {
            return EventCodec.decode(clear, Values.class).texts();
        } catch (UnreadableEventException e) {
            // Its message quotes what it could not read: left out, and so is the cause.
            throw new IllegalArgumentException(
                    "values handed over in run " + runId + ": " + clear.length + " bytes (expected: texts by name)");
        }
    }

    /** No binding of a token is called so: those hold no blank. */
    private static String context(String runId) {
        return "run " + runId;
    }
}
