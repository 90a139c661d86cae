package coop.ccci.reconcile.nix;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * {@code maven-lock.json} has the versions that the pom files name. Where it has not, {@code src/maven-lock} writes it anew.
 */
class MavenLockTest {
    private static final Pattern PROPERTY = Pattern.compile("<([a-z-]+\\.version)>([^<]+)</");
    private static final Pattern VERSIONED = Pattern.compile(
            "<groupId>([^<]+)</groupId>\\s*<artifactId>([^<]+)</artifactId>\\s*<version>\\$\\{([^}]+)}</version>");
    private static final Pattern DEPENDENCY = Pattern.compile(
            "<dependency>\\s*<groupId>([^<]+)</groupId>\\s*<artifactId>([^<]+)</artifactId>([^/]|/(?!dependency>))*</dependency>");
    private static final Pattern MODULES = Pattern.compile("modules = \"([^\"]+)\"");

    private final TreeSet<String> locked = new TreeSet<>();
    private final Map<String, String> versions = new LinkedHashMap<>();

    @BeforeEach
    void setUp() throws IOException {
        JsonNode lock = new ObjectMapper().readTree(text("nix/packages/maven-lock.json"));
        lock.fieldNames().forEachRemaining(locked::add);
        var pom = text("pom.xml");
        var properties = new LinkedHashMap<String, String>();
        PROPERTY.matcher(pom).results().forEach(found -> properties.put(found.group(1), found.group(2)));
        VERSIONED
                .matcher(pom)
                .results()
                .filter(found -> properties.containsKey(found.group(3)))
                .forEach(found -> versions.put(
                        found.group(1).replace('.', '/') + "/" + found.group(2), properties.get(found.group(3))));
    }

    @Test
    void what_is_locked_has_the_version_that_the_pom_names() {
        var wrong = new ArrayList<String>();
        versions.forEach((artifact, version) -> {
            var found = locked.tailSet(artifact + "/").stream()
                    .takeWhile(file -> file.startsWith(artifact + "/"))
                    .toList();
            if (!found.isEmpty() && found.stream().noneMatch(file -> file.startsWith(artifact + "/" + version + "/"))) {
                wrong.add(artifact + " " + version);
            }
        });

        assertThat(versions).hasSizeGreaterThan(30);
        assertThat(wrong).as("src/maven-lock writes the lock anew").isEmpty();
    }

    @Test
    void every_dependency_of_a_host_s_programs_is_locked() throws IOException {
        var missing = new ArrayList<String>();
        for (var module : modules()) {
            DEPENDENCY
                    .matcher(text(module + "/pom.xml"))
                    .results()
                    .filter(found -> !found.group().contains("<scope>test</scope>"))
                    .filter(found -> !found.group(1).equals("coop.ccci"))
                    .map(found -> found.group(1).replace('.', '/') + "/" + found.group(2) + "/")
                    .filter(artifact ->
                            !String.valueOf(locked.ceiling(artifact)).startsWith(artifact))
                    .forEach(missing::add);
        }

        assertThat(missing).as("src/maven-lock writes the lock anew").isEmpty();
    }

    @Test
    void the_package_has_the_version_of_what_is_built() throws IOException {
        var version = Pattern.compile("<artifactId>cc-ci</artifactId>\\s*<version>([^<]+)</version>")
                .matcher(text("pom.xml"));
        assertThat(version.find()).isTrue();

        assertThat(text("nix/packages/cc-ci.nix")).contains("  version = \"" + version.group(1) + "\";\n");
        assertThat(text("cc-ci")).contains("\nVERSION=" + version.group(1) + "\n");
    }

    @Test
    void every_hash_is_one_that_nix_reads() throws IOException {
        JsonNode lock = new ObjectMapper().readTree(text("nix/packages/maven-lock.json"));

        assertThat(locked).hasSizeGreaterThan(500);
        lock.forEach(hash -> assertThat(hash.asText()).matches("sha256-[A-Za-z0-9+/]{43}="));
    }

    private static List<String> modules() throws IOException {
        var found = MODULES.matcher(text("nix/packages/cc-ci.nix"));
        assertThat(found.find()).isTrue();
        return List.of(found.group(1).split(","));
    }

    private static String text(String file) throws IOException {
        return Files.readString(FlakeFixture.ROOT.resolve(file));
    }
}
