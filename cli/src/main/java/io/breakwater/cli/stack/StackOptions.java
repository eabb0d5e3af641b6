package io.breakwater.cli.stack;

import io.breakwater.local.part.ProjectHome;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** Options of every command that has to do with the local stack. */
public final class StackOptions {

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            defaultValue = "${env:BREAKWATER_DATA}",
            description =
                    "where the stack keeps its data and logs (default: $BREAKWATER_DATA, or else .breakwater in the project)")
    private Path dataFolder = ProjectHome.find().folder().resolve(".breakwater");

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description = "a setting of the local stack in place of its default, such as kafka.port=19092")
    private Map<String, String> overrides = new LinkedHashMap<>();

    /** Where the stack keeps its data and logs. */
    public Path dataFolder() {
        return dataFolder.toAbsolutePath().normalize();
    }

    /** Settings in place of their defaults. */
    public Map<String, String> overrides() {
        return overrides;
    }
}
