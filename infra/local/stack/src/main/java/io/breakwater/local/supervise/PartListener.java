package io.breakwater.local.supervise;

/** Is told of every change of a part, on the thread that made the change; must return soon. */
@FunctionalInterface
public interface PartListener {

    /**
     * A part has changed.
     *
     * @param part  its name
     * @param state its new state
     */
    void changed(String part, PartState state);
}
