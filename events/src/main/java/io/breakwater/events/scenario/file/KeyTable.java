package io.breakwater.events.scenario.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The keys that one kind of mapping in a scenario file may have.
 *
 * @param meaning what such a mapping is
 * @param keys    its keys, in the order in which people write them
 * @param oneOf   keys of which exactly one must be there; empty when there is no such choice
 * @param atMost  groups of keys of which no two may be there
 * @param kind    keys of which at least one is there when a mapping is of this kind, and none when it is of a sibling's
 */
record KeyTable(String meaning, List<Key> keys, List<String> oneOf, List<List<String>> atMost, List<String> kind) {

    /**
     * One key.
     *
     * @param name     the word in the file
     * @param required whether it must be there
     * @param shape    what stands under it
     * @param meaning  what it says, with its default
     */
    record Key(String name, boolean required, Shape shape, String meaning) {

        static Key required(String name, Shape shape, String meaning) {
            return new Key(name, true, shape, meaning);
        }

        static Key optional(String name, Shape shape, String meaning) {
            return new Key(name, false, shape, meaning);
        }
    }

    KeyTable {
        keys = List.copyOf(keys);
        oneOf = List.copyOf(oneOf);
        atMost = atMost.stream().map(List::copyOf).toList();
        kind = List.copyOf(kind);
    }

    static KeyTable of(String meaning, Key... keys) {
        return new KeyTable(meaning, List.of(keys), List.of(), List.of(), List.of(keys[0].name()));
    }

    KeyTable withOneOf(String... names) {
        return new KeyTable(meaning, keys, List.of(names), atMost, kind);
    }

    KeyTable withAtMostOneOf(String... names) {
        return withAtMostOneOf(List.of(names));
    }

    KeyTable withAtMostOneOf(List<String> names) {
        List<List<String>> groups = new ArrayList<>(atMost);
        groups.add(names);
        return new KeyTable(meaning, keys, oneOf, groups, kind);
    }

    KeyTable toldBy(String... names) {
        return new KeyTable(meaning, keys, oneOf, atMost, List.of(names));
    }

    List<String> names() {
        return keys.stream().map(Key::name).toList();
    }

    Optional<Key> find(String name) {
        return keys.stream().filter(key -> key.name().equals(name)).findFirst();
    }

    /** The words that a key may have. */
    List<String> words(String name) {
        if (find(name).orElseThrow().shape() instanceof Shape.Words words) {
            return words.words();
        }
        throw new IllegalArgumentException(name + ": not a choice of words (expected: one)");
    }

    /** Reads a whole number within the bounds of its key. */
    Optional<Integer> whole(Fields fields, String name) {
        if (find(name).orElseThrow().shape() instanceof Shape.Whole whole) {
            return fields.whole(name, whole.min(), whole.max());
        }
        throw new IllegalArgumentException(name + ": not a whole number (expected: one)");
    }
}
