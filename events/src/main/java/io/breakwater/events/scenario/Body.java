package io.breakwater.events.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a request carries. */
public sealed interface Body {

    /** All its templates. */
    List<String> templates();

    /**
     * A text.
     *
     * @param contentType the Content-Type header, unless the step's headers name one
     * @param template    the text with its references
     * @param escaping    how a value is written in place of its reference
     */
    record Text(String contentType, String template, Escaping escaping) implements Body {
        @Override
        public List<String> templates() {
            return List.of(template);
        }
    }

    /** How a value is written in place of its reference. */
    enum Escaping {
        /** As it is: a text body, or a JSON body that is one reference to a JSON row. */
        NONE,
        /** With JSON string escapes: the reference stands inside a JSON string. */
        JSON_STRING
    }

    /**
     * The fields of a form, sent as {@code application/x-www-form-urlencoded}.
     *
     * @param fields in file order; a name may come twice
     */
    record Form(List<Field> fields) implements Body {

        public Form {
            fields = List.copyOf(fields);
        }

        @Override
        public List<String> templates() {
            return fields.stream().map(Field::template).toList();
        }
    }

    /**
     * A field of a form.
     *
     * @param name     its name
     * @param template its value
     */
    record Field(String name, String template) {}

    /**
     * Parts of a {@code multipart/form-data} body.
     *
     * @param parts in file order
     */
    record Multipart(List<Part> parts) implements Body {

        public Multipart {
            parts = List.copyOf(parts);
        }

        @Override
        public List<String> templates() {
            List<String> templates = new ArrayList<>();
            parts.forEach(part -> part.template().ifPresent(templates::add));
            return List.copyOf(templates);
        }
    }

    /**
     * A part of a multipart body: a text or a file.
     *
     * @param name        its field name
     * @param template    its text; empty when it is a file
     * @param file        its name among the scenario's files; empty when it is a text
     * @param contentType its own Content-Type
     */
    record Part(String name, Optional<String> template, Optional<String> file, Optional<String> contentType) {}
}
