package coop.ccci.reconcile.nix;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import coop.ccci.host.FileTrees;
import coop.ccci.reconcile.program.ProcessCaller;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/**
 * The programs of a host are built by the very commands of {@code nix/packages/cc-ci.nix}, from a repository that has the files
 * of {@code maven-lock.json} and nothing else. It compiles five modules, so only {@code ./cc-ci test --all} does it.
 */
@EnabledIfEnvironmentVariable(named = "CCCI_TEST_ALL", matches = ".+", disabledReason = "./cc-ci test --all does this")
class MavenLockIT {
    private static final Path REPOSITORY = Path.of(System.getProperty("ccci.repository"));
    private static final Duration BUILD = Duration.ofMinutes(20);
    private static final Pattern MODULES = Pattern.compile("modules = \"([^\"]+)\"");
    private static final Pattern BUILD_PHASE = Pattern.compile("buildPhase = ''([^']+)''");
    private static final Pattern SOURCE = Pattern.compile("\\.\\./\\.\\./([A-Za-z.-]+)\n");

    @TempDir
    private Path folder;

    @AfterEach
    void takeTheLinksAway() {
        // Else JUnit warns of each that it leads out of its folder.
        FileTrees.delete(folder.resolve("locked"));
        FileTrees.delete(folder.resolve("tree"));
    }

    @Test
    void the_programs_of_a_host_are_built_from_the_locked_files_alone() throws Exception {
        var expression = Files.readString(FlakeFixture.ROOT.resolve("nix/packages/cc-ci.nix"));
        var modules = found(MODULES, expression);
        var tree = Files.createDirectory(folder.resolve("tree"));
        for (var part : SOURCE.matcher(expression).results().toList()) {
            copy(FlakeFixture.ROOT.resolve(part.group(1)), tree.resolve(part.group(1)));
        }
        var commands = found(BUILD_PHASE, expression)
                .replace("${repository}", lockedFiles().toString())
                .replace("${modules}", modules);

        var script = "set -eu\nrunHook() { :; }\ncd '" + tree + "'\n" + commands;
        var path = System.getProperty("ccci.maven") + ":" + System.getenv("PATH");
        var built = new ProcessCaller(Map.of("PATH", path)).call(List.of("sh", "-c", script), "", BUILD);

        assertThat(built.code()).as(built.output() + built.errors()).isZero();
        for (var module : modules.split(",", -1)) {
            assertThat(tree.resolve(module + "/target")).isDirectoryContaining("glob:**/ccci-*.jar");
        }
    }

    /** Returns links as Nix makes them of what it has fetched, each to a file that has the hash. */
    private Path lockedFiles() throws Exception {
        var links = folder.resolve("locked");
        var lock = new ObjectMapper()
                .readTree(FlakeFixture.ROOT
                        .resolve("nix/packages/maven-lock.json")
                        .toFile());
        for (var each : lock.properties()) {
            var file = REPOSITORY.resolve(each.getKey());
            var digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
            assertThat("sha256-" + Base64.getEncoder().encodeToString(digest))
                    .as(each.getKey())
                    .isEqualTo(each.getValue().asText());
            var link = links.resolve(each.getKey());
            Files.createDirectories(link.getParent());
            Files.createSymbolicLink(link, file);
        }
        return links;
    }

    private static String found(Pattern pattern, String text) {
        var matcher = pattern.matcher(text);
        assertThat(matcher.find()).as(pattern.pattern()).isTrue();
        return matcher.group(1);
    }

    /** Copies what is tracked; what is built is not. */
    private static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path each, BasicFileAttributes attributes) throws IOException {
                if (each.endsWith("target")) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                Files.createDirectories(to.resolve(from.relativize(each).toString()));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path each, BasicFileAttributes attributes) throws IOException {
                Files.copy(each, to.resolve(from.relativize(each).toString()));
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
