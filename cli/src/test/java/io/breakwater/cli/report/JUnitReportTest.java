package io.breakwater.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.events.verdict.Outcome;
import io.breakwater.events.verdict.RunVerdict;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

class JUnitReportTest {

    @TempDir
    private Path folder = Path.of("");

    @Test
    void failsTheTestCaseOfEachBrokenObjective() throws Exception {
        Element suite = written(Outcome.FAIL, List.of("over <870 ms> & more"));

        assertThat(suite.getAttribute("tests")).isEqualTo("3");
        assertThat(suite.getAttribute("failures")).isEqualTo("1");
        assertThat(suite.getElementsByTagName("failure").getLength()).isEqualTo(1);
        assertThat(suite.getElementsByTagName("error").getLength()).isZero();
    }

    @Test
    void isAnErrorAndNoFailureWhenInconclusive() throws Exception {
        Element suite = written(Outcome.INCONCLUSIVE, List.of("3 batches are missing"));

        assertThat(suite.getAttribute("errors")).isEqualTo("1");
        assertThat(suite.getElementsByTagName("failure").getLength()).isZero();
        assertThat(((Element) suite.getElementsByTagName("error").item(0)).getAttribute("message"))
                .isEqualTo("3 batches are missing");
    }

    @Test
    void isAllGreenWhenPassed() throws Exception {
        Element suite = written(Outcome.PASS, List.of());

        assertThat(suite.getElementsByTagName("failure").getLength()).isZero();
        assertThat(suite.getElementsByTagName("error").getLength()).isZero();
    }

    @Test
    void tellsWhatTheLoadWasInProperties() throws Exception {
        Element suite = written(Verdicts.steered());

        assertThat(suite.getElementsByTagName("property").getLength()).isEqualTo(6);
        assertThat(((Element) suite.getElementsByTagName("property").item(3)).getAttribute("value"))
                .isEqualTo("load  changed by hand 2 times");
        assertThat(written(Outcome.PASS, List.of())
                        .getElementsByTagName("property")
                        .getLength())
                .isZero();
    }

    private Element written(Outcome outcome, List<String> reasons) throws Exception {
        return written(Verdicts.of(outcome, reasons));
    }

    private Element written(RunVerdict verdict) throws Exception {
        Path file = folder.resolve("junit.xml");
        JUnitReport.write(verdict, file);
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(file.toFile())
                .getDocumentElement();
    }
}
