package coop.ccci.sandbox.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A checkout with this launcher in which everything is built, of sources and jars that are made up.
 *
 * @param folder where it is; {@code bin} in it is for programs that are made up, too
 */
record BuiltCheckout(Path folder) {
    static BuiltCheckout in(Path folder) throws IOException {
        var checkout = new BuiltCheckout(Files.createDirectories(folder));
        Files.copy(Path.of("../..", "cc-ci"), folder.resolve("cc-ci"), StandardCopyOption.COPY_ATTRIBUTES);
        Files.createDirectories(folder.resolve("routes"));
        checkout.write("pom.xml", "<project/>");
        for (var module : List.of("contract", "host", "bridge", "harness", "sandbox", "abra", "reconcile")) {
            checkout.write("src/" + module + "/main/Main.java", "");
            checkout.write("src/" + module + "/pom.xml", "");
            checkout.write("src/" + module + "/target/ccci-" + module + "-0.2.0.jar", "as built");
            var archive = "src/" + module + "/target/ccci-" + module + ".jsa";
            checkout.write(archive, "an archive of its classes");
            // By the second newer than the jar, as the shell compares.
            Files.setLastModifiedTime(
                    checkout.resolve(archive), FileTime.from(Instant.now().plusSeconds(2)));
        }
        return checkout;
    }

    Path resolve(String name) {
        return folder.resolve(name);
    }

    private void write(String name, String text) throws IOException {
        var file = resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    /** Makes a program of {@code bin}, a shell script. */
    void program(String name, String script) throws IOException {
        write("bin/" + name, "#!/bin/sh\n" + script + "\n");
        assertThat(resolve("bin/" + name).toFile().setExecutable(true)).isTrue();
    }

    /** Calls the launcher in a folder, with that environment and nothing else. */
    Ended run(Path where, Map<String, String> environment, List<String> words) throws Exception {
        var said = resolve("said");
        var command = Stream.concat(Stream.of("/bin/sh", resolve("cc-ci").toString()), words.stream());
        var builder = new ProcessBuilder(command.toList())
                .directory(where.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        var process = builder.start();
        process.getOutputStream().close();
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        return new Ended(process.exitValue(), Files.readString(said, UTF_8));
    }
}
