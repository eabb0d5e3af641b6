package io.breakwater.generator.debug;

import io.breakwater.events.scenario.Flow;
import io.breakwater.events.scenario.Scenario;
import io.breakwater.events.scenario.Session;
import io.breakwater.events.scenario.Step;
import java.util.List;
import java.util.stream.Stream;

/** A scenario as it is tried out: one virtual user comes by each step once, whatever share of many would. */
final class EverySession {

    private EverySession() {}

    /** The scenario whose steps everybody goes on with. */
    static Scenario of(Scenario scenario) {
        return new Scenario(
                scenario.name(),
                scenario.title(),
                scenario.target(),
                scenario.tokens(),
                scenario.dataSets(),
                scenario.files(),
                scenario.values(),
                sessions(scenario.before()),
                sessions(scenario.sessions()),
                sessions(scenario.after()),
                scenario.load(),
                scenario.objectives(),
                scenario.http(),
                scenario.sampling());
    }

    /** All its sessions in the order in which they are walked. */
    static List<Session> inOrder(Scenario scenario) {
        return Stream.of(scenario.before(), scenario.sessions(), scenario.after())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Session> sessions(List<Session> sessions) {
        return sessions.stream()
                .map(session -> new Session(
                        session.name(),
                        session.weight(),
                        session.startShare(),
                        session.load(),
                        session.startAfter(),
                        flow(session.flow())))
                .toList();
    }

    private static List<Flow> flow(List<Flow> flow) {
        return flow.stream().map(EverySession::element).toList();
    }

    private static Flow element(Flow element) {
        if (element instanceof Flow.Send send) {
            Step step = send.step();
            return new Flow.Send(
                    new Step(step.name(), step.request(), step.extractions(), step.checks(), 1, step.goOnIfFailed()));
        }
        if (element instanceof Flow.Choose choose) {
            return new Flow.Choose(choose.condition(), flow(choose.then()), flow(choose.otherwise()));
        }
        if (element instanceof Flow.Repeat repeat) {
            return new Flow.Repeat(repeat.times(), repeat.until(), flow(repeat.body()));
        }
        if (element instanceof Flow.Rendezvous rendezvous) {
            // Nobody else will come.
            return new Flow.Rendezvous(rendezvous.name(), 1, rendezvous.within());
        }
        return element;
    }
}
