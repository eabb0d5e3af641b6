package io.breakwater.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.local.part.JavaPart;
import io.breakwater.local.part.ProjectHome;
import io.breakwater.local.supervise.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BreakwaterStackTest {

    private static final List<String> MODULES = List.of(
            "infra/local/child:local-child",
            "infra/local/kafka:local-kafka",
            "infra/local/elasticsearch:local-elasticsearch",
            "infra/target:target",
            "scenario-service:scenario-service",
            "token-service:token-service",
            "load-generator:load-generator",
            "analytics-job:analytics-job",
            "reporting-api:reporting-api");

    @Test
    void tellsTheServiceThatAdmitsAndTheGeneratorThatSendsWhereLoadMayGo(@TempDir Path folder) throws IOException {
        StackSettings settings =
                StackSettings.of(folder.resolve("data"), Map.of("allowed-targets", "*.test.example.com, 10.0.0.7"));
        List<Part> parts = BreakwaterStack.parts(builtProject(folder.resolve("project")), settings);
        assertThat(arguments("scenario-service", parts))
                .contains("--breakwater.scenario-service.allowed-targets=*.test.example.com,10.0.0.7");
        assertThat(arguments("load-generator", parts))
                .containsSequence("--allowed.targets", "*.test.example.com,10.0.0.7");
    }

    private static List<String> arguments(String part, List<Part> parts) {
        return parts.stream()
                .filter(JavaPart.class::isInstance)
                .map(JavaPart.class::cast)
                .filter(javaPart -> javaPart.name().equals(part))
                .findFirst()
                .orElseThrow()
                .arguments();
    }

    /** A project with a jar where each module has one; nothing is started from them. */
    private static ProjectHome builtProject(Path folder) throws IOException {
        for (String module : MODULES) {
            String[] folderAndArtifact = module.split(":", -1);
            Path target =
                    Files.createDirectories(folder.resolve(folderAndArtifact[0]).resolve("target"));
            Files.write(target.resolve(folderAndArtifact[1] + "-1.jar"), new byte[0]);
        }
        return new ProjectHome(folder);
    }
}
