package io.breakwater.events.scenario;

/**
 * One error in a scenario file.
 *
 * @param line    its line, from 1
 * @param column  its column, from 1
 * @param message the thing, its value and what was expected
 */
public record Problem(int line, int column, String message) {

    @Override
    public String toString() {
        return line + ":" + column + ": " + message;
    }
}
