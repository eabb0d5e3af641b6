package io.breakwater.scenario.run;

import java.time.Instant;

/**
 * One generator's share of a run, as far as it has come.
 *
 * @param index       which share, from 0
 * @param generatorId the generator
 * @param stage       how far it has come
 * @param changedAt   since when
 * @param intended    what the schedule said to send; 0 until it is closed
 * @param completed   requests that ended; 0 until it is closed
 * @param notSent     requests that were never started; 0 until it is closed
 */
record Part(
        int index, String generatorId, Stage stage, Instant changedAt, long intended, long completed, long notSent) {

    /** How far a part has come. */
    enum Stage {
        /** Told to get ready. */
        ASKED,
        /** Ready, then sending. */
        READY,
        /** Its closing batch is written. */
        CLOSED,
        /** Its generator has vanished. */
        ABANDONED
    }

    static Part asked(int index, String generatorId, Instant now) {
        return new Part(index, generatorId, Stage.ASKED, now, 0, 0, 0);
    }

    Part to(Stage next, Instant now) {
        return new Part(index, generatorId, next, now, intended, completed, notSent);
    }

    boolean isOpen() {
        return stage == Stage.ASKED || stage == Stage.READY;
    }
}
