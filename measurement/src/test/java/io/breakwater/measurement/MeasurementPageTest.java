package io.breakwater.measurement;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MeasurementPageTest {

    private static final Pattern TEST = Pattern.compile("`([A-Za-z]+)#([A-Za-z0-9_]+)`");

    @Test
    void everyTestThatThePageNamesIsThere() throws IOException {
        Path home = Path.of(System.getProperty("breakwater.home", ".."));
        String page = Files.readString(home.resolve("docs/measurement.md"));
        List<Path> tests;
        try (Stream<Path> files = Files.find(
                home, 20, (file, attributes) -> file.toString().matches(".*/src/test/java/.*(Test|IT)\\.java"))) {
            tests = files.toList();
        }
        List<String> missing = new ArrayList<>();
        Matcher named = TEST.matcher(page);
        int found = 0;
        while (named.find()) {
            found++;
            if (!isThere(named.group(1), named.group(2), tests)) {
                missing.add(named.group());
            }
        }
        assertThat(missing).isEmpty();
        assertThat(found).isGreaterThan(25);
    }

    private static boolean isThere(String type, String method, List<Path> tests) throws IOException {
        for (Path test : tests) {
            if (test.endsWith(type + ".java") && Files.readString(test).contains("void " + method + "(")) {
                return true;
            }
        }
        return false;
    }
}
