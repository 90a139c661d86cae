package coop.ccci.bridge.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.bridge.Bridge;
import coop.ccci.bridge.OpenedBridge;
import coop.ccci.bridge.PackagedBridge;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A bridge that is killed again and again. */
interface Victim {
    /** How long the claims of a bridge that died last, where it shares its ledger. */
    Duration LEASE = Duration.ofSeconds(8);

    /** Starts it; it dies at the given point of its steps, counted from 1. */
    void start(Map<String, String> environment, int dyingAt);

    /** Waits until it has died by itself, or for so long; returns whether it has. */
    boolean await(Duration atMost);

    /** Kills it where it is, if it lives; returns the point at which it died by itself. */
    Optional<String> kill();

    /** In this process: quick, and dead is who does no step any more. */
    static Victim inThisProcess() {
        return new Victim() {
            private StepFailpoints failpoints;
            private CountDownLatch death;
            private Bridge bridge;

            @Override
            public void start(Map<String, String> environment, int dyingAt) {
                var died = new CountDownLatch(1);
                death = died;
                failpoints = new StepFailpoints(died::countDown).dieAt(dyingAt);
                bridge = OpenedBridge.of(environment, LEASE, failpoints);
                bridge.start();
            }

            @Override
            public boolean await(Duration atMost) {
                try {
                    return death.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }

            @Override
            public Optional<String> kill() {
                if (bridge == null) {
                    return Optional.empty();
                }
                failpoints.die();
                bridge.close();
                bridge = null;
                return failpoints.place();
            }
        };
    }

    /** As a process of its own, which dies as of {@code kill -9}. */
    static Victim asProcess(Path folder) {
        return new Victim() {
            private final Path output = folder.resolve("bridge.log");
            private final Path place = folder.resolve("died-at");
            private Process process;

            @Override
            public void start(Map<String, String> environment, int dyingAt) {
                try {
                    Files.createDirectories(folder);
                    Files.deleteIfExists(place);
                    var builder = new ProcessBuilder(command(dyingAt))
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
                    builder.environment().putAll(new HashMap<>(environment));
                    process = builder.start();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }

            /** As it is built where it is built, which starts sooner. */
            private List<String> command(int dyingAt) {
                var classes = System.getProperty("java.class.path");
                var command = new ArrayList<String>();
                command.add(ProcessHandle.current().info().command().orElse("java"));
                command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m"));
                command.addAll(PackagedBridge.find()
                        .map(built -> built.optionsWith(classes))
                        .orElseGet(() -> List.of("-cp", classes)));
                command.addAll(List.of(DyingBridge.class.getName(), String.valueOf(dyingAt), place.toString()));
                return command;
            }

            @Override
            public boolean await(Duration atMost) {
                try {
                    return process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS);
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }

            @Override
            public Optional<String> kill() {
                if (process == null) {
                    return Optional.empty();
                }
                try {
                    process.destroyForcibly();
                    assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
                    process = null;
                    return Files.exists(place) ? Optional.of(Files.readString(place)) : Optional.empty();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
        };
    }
}
