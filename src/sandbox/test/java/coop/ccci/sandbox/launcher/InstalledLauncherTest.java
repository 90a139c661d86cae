package coop.ccci.sandbox.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code ./cc-ci install} lays out, and how the launcher works there; with jars and a Java that are made up. */
class InstalledLauncherTest {
    private static final Path ROOT = Path.of("../..");
    private static final String JAR = "ccci-%s-0.2.0.jar";

    /** What installs a package or builds. Whoever calls one is seen. */
    private static final List<String> NEVER = List.of("apt-get", "sudo", "mvn", "javac");

    @TempDir
    private Path folder;

    private Path checkout;
    private Path prefix;

    @BeforeEach
    void setUp() throws IOException {
        checkout = Files.createDirectories(folder.resolve("checkout"));
        prefix = folder.resolve("opt/cc ci");
        for (var file :
                List.of("cc-ci", "src/install", "src/archive-classes", "src/bridge-image", "LICENSE", "pom.xml")) {
            Files.createDirectories(checkout.resolve(file).getParent());
            Files.copy(ROOT.resolve(file), checkout.resolve(file), StandardCopyOption.COPY_ATTRIBUTES);
        }
        write("recipe-tests/shop/recipe.yml", "health: {path: /}\n");
        write("src/sandbox/recipe-tests/gitea/recipe.yml", "health: {path: /sample}\n");
        write("src/harness/target/playwright/node", "a program");
        write("src/harness/target/lib/of-an-earlier-build-1.jar", "old");
        jar("harness", List.of("ccci-contract.jar", "with-a-rather-long-name-so-that-the-manifest-wraps-its-line.jar"));
        jar("bridge", List.of("ccci-contract.jar", "camel.jar"));
        jar("reconcile", List.of("ccci-contract.jar"));
        program("java", "echo java \"$@\"");
        for (var name : NEVER) {
            program(name, "echo called >> '" + folder.resolve("called") + "'");
        }
    }

    @Test
    void programs_their_libraries_the_driver_and_the_recipes_tests_are_laid_out() throws Exception {
        assertThat(install()).satisfies(ended -> assertThat(ended.text()).contains("bin/cc-ci"));

        assertThat(files())
                .containsExactlyInAnyOrder(
                        "LICENSE",
                        "archive-classes",
                        "bridge-image",
                        "cc-ci",
                        JAR.formatted("bridge"),
                        JAR.formatted("harness"),
                        JAR.formatted("reconcile"),
                        "lib/camel.jar",
                        "lib/ccci-contract.jar",
                        "lib/with-a-rather-long-name-so-that-the-manifest-wraps-its-line.jar",
                        "playwright/node",
                        "recipe-tests/shop/recipe.yml");
        assertThat(Files.readSymbolicLink(prefix.resolve("bin/cc-ci"))).hasToString("../share/cc-ci/cc-ci");
    }

    @Test
    void a_second_install_replaces_the_first_and_leaves_nothing_of_it() throws Exception {
        install();
        Files.writeString(prefix.resolve("share/cc-ci/lib/gone-with-an-upgrade.jar"), "");

        assertThat(install().code()).isZero();

        assertThat(files()).doesNotContain("lib/gone-with-an-upgrade.jar");
        try (var beside = Files.list(prefix.resolve("share"))) {
            assertThat(beside).hasSize(1);
        }
    }

    @Test
    void an_installed_launcher_starts_its_own_jars_and_neither_builds_nor_installs() throws Exception {
        install();

        var run = call(prefix.resolve("bin/cc-ci").toString(), "run", "custom-html");

        var home = prefix.toRealPath().resolve("share/cc-ci");
        assertThat(run.text().strip())
                .endsWith("-cp " + home.resolve(JAR.formatted("harness"))
                        + " coop.ccci.harness.HarnessMain run custom-html");
        assertThat(call(prefix.resolve("bin/cc-ci").toString(), "serve").text()).contains(JAR.formatted("bridge"));
        assertThat(folder.resolve("called")).doesNotExist();
    }

    /** A switch of NixOS is a unit of systemd's, and asks whether a run is at work. */
    @Test
    void it_works_for_a_unit_that_has_no_home() throws Exception {
        install();
        var builder = new ProcessBuilder(prefix.resolve("bin/cc-ci").toString(), "host", "idle");
        builder.environment().clear();
        builder.environment().put("PATH", folder.resolve("bin") + ":" + System.getenv("PATH"));

        var idle = ended(builder);

        assertThat(idle.code()).as(idle.text()).isZero();
        assertThat(idle.text().strip()).endsWith("coop.ccci.reconcile.ReconcileMain idle");
    }

    @Test
    void an_archive_of_classes_beside_an_installed_jar_is_used() throws Exception {
        install();
        var home = prefix.toRealPath().resolve("share/cc-ci");
        Files.writeString(home.resolve("ccci-bridge.jsa"), "classes");

        assertThat(call(prefix.resolve("bin/cc-ci").toString(), "serve").text())
                .contains("-XX:SharedArchiveFile=" + home.resolve("ccci-bridge.jsa"));
        assertThat(call(prefix.resolve("bin/cc-ci").toString(), "run", "x").text())
                .doesNotContain("SharedArchiveFile");
    }

    @Test
    void what_needs_a_checkout_is_refused_with_a_sentence() throws Exception {
        install();

        for (var command : List.of(
                "demo", "test", "sandbox", "canaries", "install", "install-compiler", "nix-tools", "unit-tests")) {
            assertThat(call(prefix.resolve("bin/cc-ci").toString(), command))
                    .as(command)
                    .satisfies(ended -> assertThat(ended.code()).isEqualTo(2))
                    .satisfies(ended ->
                            assertThat(ended.text()).contains("\"" + command + "\" works in a checkout of cc-ci only"));
        }
        assertThat(folder.resolve("called")).doesNotExist();
    }

    @Test
    void without_java_an_installed_launcher_says_so() throws Exception {
        install();
        Files.delete(folder.resolve("bin/java"));
        var builder = new ProcessBuilder(prefix.resolve("bin/cc-ci").toString(), "run", "x");
        for (var name : List.of("readlink", "dirname", "sed")) {
            Files.createSymbolicLink(
                    folder.resolve("bin").resolve(name), Path.of("/usr/bin").resolve(name));
        }
        builder.environment().put("PATH", folder.resolve("bin").toString());

        assertThat(ended(builder))
                .isEqualTo(new Ended(
                        3, "cc-ci: there is no java on the PATH; an installed cc-ci needs Java 17 or newer\n"));
    }

    @Test
    void a_jar_that_is_missing_leaves_what_was_there() throws Exception {
        install();
        Files.delete(checkout.resolve("src/bridge/target/lib/camel.jar"));

        assertThat(install().code()).isNotZero();

        assertThat(files()).contains("lib/camel.jar");
    }

    private Ended install() throws Exception {
        return call(checkout.resolve("cc-ci").toString(), "install", "--built", prefix.toString());
    }

    private List<String> files() throws IOException {
        var share = prefix.resolve("share/cc-ci");
        try (var all = Files.walk(share)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> share.relativize(file).toString())
                    .toList();
        }
    }

    private Ended call(String... words) throws Exception {
        var builder = new ProcessBuilder(words);
        builder.environment().put("PATH", folder.resolve("bin") + ":" + System.getenv("PATH"));
        return ended(builder);
    }

    private static Ended ended(ProcessBuilder builder) throws Exception {
        builder.environment().put("LC_ALL", "C.UTF-8");
        return Ended.of(builder);
    }

    private void program(String name, String text) throws IOException {
        var file = write("../bin/" + name, "#!/bin/sh\n" + text + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private Path write(String name, String text) throws IOException {
        var file = checkout.resolve(name).normalize();
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private void jar(String module, List<String> libraries) throws IOException {
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        var classPath = new ArrayList<String>();
        for (var library : libraries) {
            write("src/" + module + "/target/lib/" + library, library);
            classPath.add("lib/" + library);
        }
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, String.join(" ", classPath));
        var file = checkout.resolve("src/" + module + "/target").resolve(JAR.formatted(module));
        try (var out = new JarOutputStream(Files.newOutputStream(file), manifest)) {
            out.finish();
        }
    }
}
