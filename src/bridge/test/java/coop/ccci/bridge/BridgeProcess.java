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

    static BridgeProcess start(BridgeFixture fixture, Map<String, String> more) {
        try {
            var output = Files.createTempFile(fixture.folder(), "serve", ".txt");
            var builder =
                    new ProcessBuilder(command()).redirectErrorStream(true).redirectOutput(output.toFile());
            builder.environment().putAll(fixture.environment());
            builder.environment().putAll(more);
            return new BridgeProcess(builder.start(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> command() {
        var command = new ArrayList<String>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        command.addAll(PackagedBridge.find()
                .map(PackagedBridge::options)
                .orElseGet(() -> List.of("-cp", System.getProperty("java.class.path"))));
        command.addAll(List.of(BridgeMain.class.getName(), "serve"));
        return command;
    }

    /** Waits until it has seen the forge; not for one that has ended. */
    void awaitReady() {
        BridgeFixture.eventually().until(() -> output().contains("watching") || !process.isAlive());
        assertThat(output()).contains("watching");
    }

    /** As {@code kill -9} does. */
    void kill() {
        process.destroyForcibly();
        exitCode();
    }

    int exitCode() {
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).as(output()).isTrue();
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

    @Override
    public void close() {
        process.destroy();
        exitCode();
    }
}
