package coop.ccci.reconcile.nix;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * A program that looks at Nix files, out of the cache into which {@code ./cc-ci test} has brought it. Where it cannot be had
 * on this machine the test is skipped, with the reason; where nobody has tried yet, it fails.
 */
record NixTool(Path program) {
    private static final long TIMEOUT_SECONDS = 300;

    record Ended(int code, String output, String errors) {}

    static NixTool of(String name) {
        var cache = Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
                .filter(text -> !text.isEmpty())
                .map(Path::of)
                .orElse(Path.of(System.getProperty("user.home"), ".cache"));
        var tools = cache.resolve("cc-ci/parts/nix-tools");
        var absent = tools.resolve(name + ".absent");
        if (Files.exists(absent)) {
            Assumptions.abort("no " + name + ": " + text(absent));
        }
        var program = tools.resolve(name);
        if (!Files.isExecutable(program)) {
            Assertions.fail("there is no " + program + ": ./cc-ci nix-tools brings it, and ./cc-ci test calls that");
        }
        return new NixTool(program);
    }

    /** Runs it in a folder. */
    Ended run(Path folder, Map<String, String> environment, List<String> arguments) {
        var words = new ArrayList<String>();
        words.add(program.toString());
        words.addAll(arguments);
        try {
            var errors = Files.createTempFile("nix", ".errors");
            var builder = new ProcessBuilder(words).directory(folder.toFile()).redirectError(errors.toFile());
            builder.environment().putAll(environment);
            var process = builder.start();
            process.getOutputStream().close();
            var output = new String(process.getInputStream().readAllBytes(), UTF_8);
            if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(words + " did not end");
            }
            var ended = new Ended(process.exitValue(), output, Files.readString(errors));
            Files.delete(errors);
            return ended;
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
