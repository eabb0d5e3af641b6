package io.breakwater.events.scenario.file;

import java.util.List;

/** What a value in a scenario file may be, as the reader and the editors' JSON Schema both need it. */
sealed interface Shape
        permits Form,
                Shape.Words,
                Shape.Whole,
                Shape.YesNo,
                Shape.Table,
                Shape.ListOf,
                Shape.MapOf,
                Shape.AnyOf,
                Shape.Kinds,
                Shape.Named,
                Shape.Pair,
                Shape.Json,
                Shape.JsonScalar {

    /**
     * One of a few words.
     *
     * @param words the words
     */
    record Words(List<String> words) implements Shape {
        public Words {
            words = List.copyOf(words);
        }
    }

    /**
     * A whole number.
     *
     * @param min the smallest
     * @param max the largest
     */
    record Whole(int min, int max) implements Shape {}

    /** {@code true} or {@code false}. */
    record YesNo() implements Shape {}

    /**
     * A mapping with known keys.
     *
     * @param keys the keys
     */
    record Table(KeyTable keys) implements Shape {}

    /**
     * A list.
     *
     * @param item what stands in it
     */
    record ListOf(Shape item) implements Shape {}

    /**
     * A mapping whose keys are names that the author gives.
     *
     * @param name  what a name looks like
     * @param value what stands under each
     */
    record MapOf(Form<String> name, Shape value) implements Shape {}

    /**
     * One of several.
     *
     * @param shapes the choices
     */
    record AnyOf(List<Shape> shapes) implements Shape {
        public AnyOf {
            shapes = List.copyOf(shapes);
        }
    }

    /**
     * A mapping of one of several kinds, told apart by their keys.
     *
     * @param tables the kinds
     */
    record Kinds(List<KeyTable> tables) implements Shape {
        public Kinds {
            tables = List.copyOf(tables);
        }
    }

    /**
     * What {@link ScenarioKeys#named} has under a name: it is used in several places, or within itself.
     *
     * @param name the name
     */
    record Named(String name) implements Shape {}

    /**
     * A list of two.
     *
     * @param item what both are
     */
    record Pair(Shape item) implements Shape {}

    /** A mapping or a list of JSON values, or a text that is one reference. */
    record Json() implements Shape {}

    /** A number, a text, true, false or null. */
    record JsonScalar() implements Shape {}
}
