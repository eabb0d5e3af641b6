package io.breakwater.generator.session;

import io.breakwater.events.scenario.DataSet.Per;
import io.breakwater.generator.data.RowDraw;
import io.breakwater.generator.data.RunData;
import io.breakwater.generator.schedule.ArrivalShare;
import java.util.function.Consumer;

/** Draws the rows of iterations and of virtual users. Confined to its event loop. */
final class Draws {

    private final RowDraw draw;
    private final Consumer<String> stopWanted;

    /** Draws of the event loop with this share; told is why the run is to be stopped, when data must not run out and has. */
    Draws(RunData data, ArrivalShare share, Consumer<String> stopWanted) {
        this.draw = new RowDraw(data, share.firstIndex(), share.stride());
        this.stopWanted = stopWanted;
    }

    /**
     * Draws the rows that a virtual user keeps.
     *
     * @param number which virtual user it is
     * @return false when a data set is used up
     */
    boolean drawForUser(Program program, VirtualUser user, long number) {
        return drawn(draw.draw(program.dataSlots(), Per.VIRTUAL_USER, number, user.rows()));
    }

    /**
     * Draws the rows of an iteration.
     *
     * @param index the iteration's, of which there is only one in its load
     * @return false when a data set is used up
     */
    boolean drawForIteration(Program program, VirtualUser user, long index) {
        return drawn(draw.draw(program.dataSlots(), Per.ITERATION, index, user.rows()));
    }

    private boolean drawn(int slot) {
        if (slot == RowDraw.DRAWN) {
            return true;
        }
        if (draw.failsRun(slot)) {
            stopWanted.accept(draw.failure(slot));
        }
        return false;
    }
}
