package io.breakwater.generator.template;

import io.breakwater.events.scenario.Body;
import io.breakwater.generator.data.ValueEncoding;
import io.breakwater.generator.value.FilledText;
import io.breakwater.generator.value.Sources;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;

/**
 * A body, compiled.
 *
 * @param contentType the Content-Type that it has where no header says another
 * @param text        its bytes
 */
record BodyTemplate(String contentType, FilledText text) {

    /**
     * Compiles a body.
     *
     * @param files the names of the scenario's files, by what they are called in it
     * @throws IllegalArgumentException when a reference or a file leads nowhere
     */
    static BodyTemplate of(Body body, Sources sources, Map<String, String> files) {
        if (body instanceof Body.Text text) {
            return new BodyTemplate(text.contentType(), sources.text(text.template(), encoding(text.escaping())));
        }
        if (body instanceof Body.Form form) {
            return form(form, sources);
        }
        if (body instanceof Body.Multipart multipart) {
            return multipart(multipart, sources, files);
        }
        throw new IllegalArgumentException("body: " + body + " (expected: a text, a form or parts)");
    }

    static ValueEncoding encoding(Body.Escaping escaping) {
        return switch (escaping) {
            case NONE -> ValueEncoding.PLAIN;
            case JSON_STRING -> ValueEncoding.JSON_STRING;
        };
    }

    private static BodyTemplate form(Body.Form form, Sources sources) {
        FilledText.Builder text = new FilledText.Builder();
        String separator = "";
        for (Body.Field field : form.fields()) {
            text.text(separator)
                    .bytes(ValueEncoding.FORM.encode(field.name()))
                    .text("=")
                    .source(sources.encodedText(field.template(), ValueEncoding.FORM));
            separator = "&";
        }
        return new BodyTemplate("application/x-www-form-urlencoded", text.build());
    }

    /** RFC 7578. */
    private static BodyTemplate multipart(Body.Multipart multipart, Sources sources, Map<String, String> files) {
        // The same in every run, and nothing that a text or file would hold by chance.
        String boundary =
                "breakwater-" + UUID.nameUUIDFromBytes(multipart.toString().getBytes(StandardCharsets.UTF_8));
        FilledText.Builder text = new FilledText.Builder();
        for (Body.Part part : multipart.parts()) {
            text.text("--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + quoted(part.name()) + "\"");
            if (part.file().isPresent()) {
                String called = part.file().get();
                String path = files.getOrDefault(called, called);
                String fileName = path.substring(path.lastIndexOf('/') + 1);
                text.text("; filename=\"" + quoted(fileName) + "\"\r\nContent-Type: "
                        + HeaderText.requireOneLine(
                                "part " + part.name(), part.contentType().orElse("application/octet-stream"))
                        + "\r\n\r\n");
                text.source(sources.file(called));
            } else {
                part.contentType()
                        .ifPresent(type -> text.text(
                                "\r\nContent-Type: " + HeaderText.requireOneLine("part " + part.name(), type)));
                text.text("\r\n\r\n").source(sources.text(part.template().orElse(""), ValueEncoding.PLAIN));
            }
            text.text("\r\n");
        }
        text.text("--" + boundary + "--\r\n");
        return new BodyTemplate("multipart/form-data; boundary=" + boundary, text.build());
    }

    /** As browsers do it, by the HTML standard. */
    private static String quoted(String name) {
        return name.replace("\"", "%22").replace("\r", "%0D").replace("\n", "%0A");
    }
}
