package io.breakwater.token.platform.alipay;

import java.util.Optional;

/**
 * Finds the raw text of a member of a JSON object, as it was sent: what Alipay signs. A parser would give the member's
 * meaning, whose text need not be the same.
 */
final class RawMember {

    private final String json;
    private int at;

    private RawMember(String json) {
        this.json = json;
    }

    /** The text of a top-level member's value; empty when there is none of that name, or more than one, or no object. */
    static Optional<String> find(String json, String name) {
        try {
            return new RawMember(json).find(name);
        } catch (StringIndexOutOfBoundsException e) {
            // The text ends in the middle of the object.
            return Optional.empty();
        }
    }

    private Optional<String> find(String name) {
        Optional<String> found = Optional.empty();
        skipBlanks();
        if (json.charAt(at) != '{') {
            return Optional.empty();
        }
        do {
            at++;
            skipBlanks();
            if (json.charAt(at) != '"') {
                return found;
            }
            int nameStart = at;
            skipText();
            String member = json.substring(nameStart + 1, at - 1);
            skipBlanks();
            if (json.charAt(at++) != ':') {
                return Optional.empty();
            }
            skipBlanks();
            int valueStart = at;
            skipValue();
            if (member.equals(name)) {
                if (found.isPresent()) {
                    // Which one is meant, nobody can tell; a parser may take the other one.
                    return Optional.empty();
                }
                found = Optional.of(json.substring(valueStart, at));
            }
            skipBlanks();
        } while (json.charAt(at) == ',');
        return found;
    }

    private void skipBlanks() {
        while (" \t\r\n".indexOf(json.charAt(at)) >= 0) {
            at++;
        }
    }

    private void skipText() {
        at++;
        while (json.charAt(at) != '"') {
            at += json.charAt(at) == '\\' ? 2 : 1;
        }
        at++;
    }

    private void skipValue() {
        int depth = 0;
        do {
            char c = json.charAt(at);
            if (c == '"') {
                skipText();
            } else {
                depth += c == '{' || c == '[' ? 1 : 0;
                depth -= c == '}' || c == ']' ? 1 : 0;
                at++;
            }
        } while (depth > 0 || ",}] \t\r\n".indexOf(json.charAt(at)) < 0);
    }
}
