package coop.ccci.bridge;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.bridge.config.Configuration;
import coop.ccci.bridge.config.ConfigurationReader;
import coop.ccci.bridge.config.HostConfiguration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The build holds that a class uses each dependency; what only routes and settings use is held here. */
class DependenciesTest {
    private static final Pattern IGNORED = Pattern.compile("<ignored>org\\.apache\\.camel:([a-z0-9-]+)</ignored>");
    private static final Pattern DECLARED = Pattern.compile(
            "<groupId>org\\.apache\\.camel</groupId>\\s*<artifactId>(camel-(?!report)[a-z0-9-]+)</artifactId>");

    /** What a route or a setting looks like that needs the artifact. */
    private static final Map<String, String> USES = Map.ofEntries(
            entry("camel-yaml-dsl", "camel\\.main\\.routesIncludePattern=.*\\.camel\\.yaml"),
            entry("camel-bean", "(?m)^ *- bean:$"),
            entry("camel-timer", "(?m)^ *uri: timer:"),
            entry("camel-sql", "(?m)^ *uri: \"sql:"),
            entry("camel-direct", "(?m)^ *uri: direct:"),
            entry("camel-jackson", "(?m)^ *- unmarshal:$"),
            entry("camel-resilience4j", "(?m)^ *- circuitBreaker:$"),
            entry("camel-management", "camel\\.main\\.jmxEnabled=true"),
            entry("camel-platform-http-jolokia", "camel\\.management\\.jolokiaEnabled=true"),
            entry("camel-platform-http-main", "camel\\.server\\.enabled=true"),
            entry("camel-micrometer-prometheus", "camel\\.metrics\\.enabled=true"));

    /** The tests use its classes, and the application its engine. */
    private static final List<String> ENGINE = List.of("camel-core-engine", "camel-core-model");

    @Test
    void what_no_class_uses_is_used_by_a_route_or_a_setting(@TempDir Path folder) throws IOException {
        var text = routes() + settings(folder);
        assertThat(USES).allSatisfy((artifact, use) -> assertThat(
                        Pattern.compile(use).matcher(text).find())
                .as(artifact + " is used by " + use)
                .isTrue());
    }

    @Test
    void the_build_lets_no_other_artifact_of_camel_pass_unused() throws IOException {
        var pom = Files.readString(Path.of("pom.xml"));
        assertThat(names(IGNORED, pom))
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(USES.keySet().stream(), ENGINE.stream()).toList());
        assertThat(names(DECLARED, pom)).containsAll(USES.keySet());
    }

    private static List<String> names(Pattern pattern, String pom) {
        return pattern.matcher(pom).results().map(found -> found.group(1)).toList();
    }

    private static String routes() throws IOException {
        var text = new StringBuilder();
        for (var file : RoutesTest.files()) {
            text.append(Files.readString(file));
        }
        return text.toString();
    }

    /** A configuration of nothing but what must be set, with Drone, whose settings the routes name. */
    static Configuration configuration(Path folder) {
        try {
            Files.createDirectories(folder.resolve("recipe-tests"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ConfigurationReader.read(Map.of(
                "GITEA_URL", "http://127.0.0.1:1",
                "GITEA_TOKEN", "0123456789",
                "POLL_REPOS", "recipe-maintainers/custom-html",
                "CCCI_ENGINE", "drone",
                "DRONE_URL", "http://127.0.0.1:2",
                "DRONE_TOKEN", "0123456789",
                "CI_REPO", "operators/cc-ci",
                "CCCI_ADMIN_TOKEN", "a-token-of-the-operator",
                "CCCI_HOME", folder.toString(),
                "CCCI_RUNS_DIR", folder.resolve("runs").toString()));
    }

    /** As the other one, of the host role. */
    static HostConfiguration hostConfiguration(Path folder) {
        return HostConfiguration.read(Map.of(
                "CCCI_HOME",
                folder.toString(),
                "CCCI_RUNS_DIR",
                folder.resolve("runs").toString()));
    }

    private static String settings(Path folder) {
        return CamelProperties.of(configuration(folder), Bridge.Scope.WITH_PAGES).entrySet().stream()
                .map(setting -> setting.getKey() + "=" + setting.getValue() + "\n")
                .collect(Collectors.joining());
    }
}
