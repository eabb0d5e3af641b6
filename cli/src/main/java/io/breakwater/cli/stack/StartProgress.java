package io.breakwater.cli.stack;

import io.breakwater.cli.terminal.Terminal;
import io.breakwater.local.supervise.PartListener;
import io.breakwater.local.supervise.PartState;
import java.util.ArrayList;
import java.util.List;

/** One live line that names the parts that are ready, and a line for each part that dies. Thread-safe. */
final class StartProgress implements PartListener {

    private final Terminal terminal;
    private final List<String> ready = new ArrayList<>();

    StartProgress(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public synchronized void changed(String part, PartState state) {
        if (state == PartState.READY) {
            ready.add(part);
            terminal.live("Ready: " + String.join(", ", ready));
        }
        if (state == PartState.DIED) {
            terminal.error(part + ": died (see its log in the folder logs)");
        }
    }
}
