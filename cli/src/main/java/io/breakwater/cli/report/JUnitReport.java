package io.breakwater.cli.report;

import io.breakwater.events.verdict.ObjectiveResult;
import io.breakwater.events.verdict.Outcome;
import io.breakwater.events.verdict.RunVerdict;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * A verdict in the JUnit XML form that CI servers read: one test case an objective, failed when it was broken and skipped when
 * too few requests decided it, and one for
 * the verdict itself, which is an error when it is INCONCLUSIVE.
 */
public final class JUnitReport {

    private JUnitReport() {}

    /**
     * Writes the file.
     *
     * @throws IOException when it cannot be written
     */
    public static void write(RunVerdict verdict, Path file) throws IOException {
        try (Writer writer = Files.newBufferedWriter(file)) {
            XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(writer);
            long broken = verdict.objectives().stream()
                    .filter(objective -> !objective.held() && objective.decided())
                    .count();
            boolean inconclusive = verdict.outcome() == Outcome.INCONCLUSIVE;
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeStartElement("testsuite");
            xml.writeAttribute("name", "breakwater " + verdict.scenario());
            xml.writeAttribute("tests", Integer.toString(verdict.objectives().size() + 1));
            xml.writeAttribute("failures", Long.toString(inconclusive ? 0 : broken));
            xml.writeAttribute("errors", inconclusive ? "1" : "0");
            xml.writeAttribute("timestamp", verdict.startAt().toString());
            xml.writeAttribute("time", String.format(Locale.ROOT, "%.3f", verdict.elapsedMicros() / 1e6));
            properties(xml, verdict);
            for (ObjectiveResult objective : verdict.objectives()) {
                String problem = objective.held() || inconclusive ? "" : objective.decided() ? "failure" : "skipped";
                testCase(xml, verdict, objective.sentence(), problem, List.of(FinalReport.told(objective)));
            }
            testCase(xml, verdict, "verdict " + verdict.outcome(), inconclusive ? "error" : "", verdict.reasons());
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IOException("JUnit report " + file + ": " + e.getMessage(), e);
        }
    }

    /** What a reader of the test cases must know of the load: what came of each rung, and whether somebody changed it. */
    private static void properties(XMLStreamWriter xml, RunVerdict verdict) throws XMLStreamException {
        List<String> loads = LoadLines.of(verdict).stream()
                .map(line -> line.strip().replaceAll(" {2,}", "  "))
                .filter(line -> !line.isEmpty())
                .toList();
        if (loads.isEmpty()) {
            return;
        }
        xml.writeStartElement("properties");
        for (String line : loads) {
            xml.writeEmptyElement("property");
            xml.writeAttribute("name", "load");
            xml.writeAttribute("value", line);
        }
        xml.writeEndElement();
    }

    private static void testCase(
            XMLStreamWriter xml, RunVerdict verdict, String name, String problem, List<String> reasons)
            throws XMLStreamException {
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", verdict.scenario());
        xml.writeAttribute("name", name);
        if (!problem.isEmpty()) {
            xml.writeStartElement(problem);
            xml.writeAttribute("message", String.join("; ", reasons));
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }
}
