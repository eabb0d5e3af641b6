package io.breakwater.events.scenario.file;

/**
 * One error in a scenario file or in one of its data files.
 *
 * @param line    its line, from 1
 * @param column  its column, from 1
 * @param message the thing, its value and what was expected
 */
public record Problem(int line, int column, String message) {

    /** {@code file:line:column: message}, the form in which editors and terminals make a link of it. */
    public String describe(String fileName) {
        return fileName + ":" + this;
    }

    @Override
    public String toString() {
        return line + ":" + column + ": " + message;
    }
}
