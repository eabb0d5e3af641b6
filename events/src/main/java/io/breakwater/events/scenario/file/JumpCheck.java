package io.breakwater.events.scenario.file;

import io.breakwater.events.template.NearestName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.nodes.Node;

/** Looks where the jumps of one session lead: to a step around them, and never round and round without a way out. */
final class JumpCheck {

    /** A list of things to do: a session's, a branch's or a repetition's. */
    static final class Block {

        private final Optional<Block> outer;
        private final int placeInOuter;
        private final boolean branch;
        private final Set<Integer> waysOut = new TreeSet<>();

        Block(Optional<Block> outer, int placeInOuter, boolean branch) {
            this.outer = outer;
            this.placeInOuter = placeInOuter;
            this.branch = branch;
        }

        /** Notes that the iteration may go elsewhere, or end, at a place. */
        void hasWayOut(int place) {
            waysOut.add(place);
        }
    }

    private record Place(Block block, int place) {}

    private record Jump(Node node, String step, Place from) {}

    private final Map<String, Place> steps = new LinkedHashMap<>();
    private final List<Jump> jumps = new ArrayList<>();
    private final Problems problems;

    JumpCheck(Problems problems) {
        this.problems = problems;
    }

    void step(String name, Block block, int place) {
        steps.putIfAbsent(name, new Place(block, place));
    }

    void jump(Node node, String step, Block block, int place) {
        jumps.add(new Jump(node, step, new Place(block, place)));
    }

    /** Reports what is wrong, when all steps of the session are known. */
    void finish() {
        for (Jump jump : jumps) {
            Place target = steps.get(jump.step());
            if (target == null) {
                problems.at(
                        jump.node(),
                        "jump: " + jump.step() + " is not a step of the session (expected: "
                                + (steps.isEmpty()
                                        ? "one, which the session lacks"
                                        : NearestName.expected(jump.step(), steps.keySet()))
                                + ")");
            } else {
                check(jump, target);
            }
        }
    }

    private void check(Jump jump, Place target) {
        Block block = jump.from().block();
        int place = jump.from().place();
        boolean conditional = false;
        while (block != target.block()) {
            conditional = conditional || block.branch;
            if (block.outer.isEmpty()) {
                problems.at(
                        jump.node(),
                        "jump: " + jump.step() + " stands within another block (expected: a step beside the jump or"
                                + " around it)");
                return;
            }
            place = block.placeInOuter;
            block = block.outer.get();
        }
        int last = place;
        boolean wayOut = block.waysOut.stream().anyMatch(way -> way >= target.place() && way < last);
        if (target.place() <= place && !conditional && !wayOut) {
            problems.at(
                    jump.node(), "jump: back to " + jump.step() + " for ever (expected: a jump within if, or repeat)");
        }
    }
}
