package io.breakwater.events.run;

/**
 * Values that sessions before the load hand to all others, sealed, for they may be what a log-on gave: AES-256-GCM over a
 * JSON object of texts by name, bound to the run, with the key that platform tokens travel under.
 *
 * @param keyId  which key seals it
 * @param sealed the sealed bytes
 */
public record HandedOver(String keyId, byte[] sealed) {}
