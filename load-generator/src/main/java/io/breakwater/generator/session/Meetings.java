package io.breakwater.generator.session;

import java.util.List;

/** All meetings of a part, which its loops share. Thread-safe. */
public final class Meetings {

    private final List<Meeting> all;

    /** Those of a run, with nobody there. */
    public Meetings(CompiledRun run) {
        all = run.meetings().stream().map(Meeting::new).toList();
    }

    /** By index. */
    List<Meeting> all() {
        return all;
    }
}
