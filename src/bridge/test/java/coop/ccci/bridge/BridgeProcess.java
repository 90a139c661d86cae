package coop.ccci.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A bridge in a process of its own. */
final class BridgeProcess implements AutoCloseable {
    private final Process process;
    private final Path output;

    private BridgeProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    static BridgeProcess start(BridgeFixture fixture, Map<String, String> more, String... options) {
        try {
            var output = Files.createTempFile(fixture.folder(), "serve", ".txt");
            var builder = new ProcessBuilder(command(options))
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment().putAll(fixture.environment());
            builder.environment().putAll(more);
            return new BridgeProcess(builder.start(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> command(String... options) {
        var command = new ArrayList<String>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        command.addAll(PackagedBridge.find()
                .map(PackagedBridge::options)
                .orElseGet(() -> List.of("-cp", System.getProperty("java.class.path"))));
        command.addAll(List.of(BridgeMain.class.getName(), "serve"));
        command.addAll(List.of(options));
        return command;
    }

    /** Waits until it has seen the forge; not for one that has ended. */
    void awaitReady() {
        awaitLine("watching");
    }

    /** Waits until it has said that; not for one that has ended. */
    void awaitLine(String words) {
        BridgeFixture.eventually().until(() -> output().contains(words) || !process.isAlive());
        assertThat(output()).contains(words);
    }

    /** As {@code kill -9} does. */
    void kill() {
        process.destroyForcibly();
        exitCode();
    }

    int exitCode() {
        try {
            assertThat(process.waitFor(5, TimeUnit.MINUTES)).as(output()).isTrue();
            return process.exitValue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As {@code systemctl stop} and swarm do. */
    int stop() {
        process.destroy();
        return exitCode();
    }

    @Override
    public void close() {
        stop();
    }
}
