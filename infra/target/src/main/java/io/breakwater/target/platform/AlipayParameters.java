package io.breakwater.target.platform;

import io.breakwater.target.http.Exchange;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The parameters of a call to Alipay's gateway, from its query and its form, decoded in the charset that the call names. */
record AlipayParameters(Map<String, String> values, Charset charset) {

    static AlipayParameters of(Exchange exchange) {
        AlipayParameters first = decoded(exchange, StandardCharsets.UTF_8);
        Charset named = charset(first.value("charset"));
        return named.equals(StandardCharsets.UTF_8) ? first : decoded(exchange, named);
    }

    private static Charset charset(String name) {
        try {
            return name.isEmpty() ? StandardCharsets.UTF_8 : Charset.forName(name);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
            // The signature will not fit then, which is what the call is told.
            return StandardCharsets.UTF_8;
        }
    }

    private static AlipayParameters decoded(Exchange exchange, Charset charset) {
        Map<String, String> values = new TreeMap<>();
        String form = exchange.method().equals("POST") ? new String(exchange.body(), StandardCharsets.ISO_8859_1) : "";
        try {
            new QueryStringDecoder(exchange.uri(), charset)
                    .parameters()
                    .forEach((name, all) -> values.put(name, all.get(0)));
            new QueryStringDecoder(form, charset, false)
                    .parameters()
                    .forEach((name, all) -> values.put(name, all.get(0)));
        } catch (IllegalArgumentException brokenEscape) {
            // As good as nothing sent: the call is told what is missing.
            return new AlipayParameters(Map.of(), charset);
        }
        return new AlipayParameters(values, charset);
    }

    /** Returns a parameter's value, empty text when it is missing. */
    String value(String name) {
        return values.getOrDefault(name, "");
    }

    /** Returns what was signed: all but the signature itself and what is empty, by name, as it was before encoding. */
    byte[] signedContent() {
        return values.entrySet().stream()
                .filter(entry ->
                        !entry.getKey().equals("sign") && !entry.getValue().isEmpty())
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining("&"))
                .getBytes(charset);
    }
}
