package coop.ccci.harness.teardown;

import coop.ccci.harness.process.Deadline;
import coop.ccci.harness.result.Stopwatch;
import coop.ccci.harness.swarm.RunApp;
import coop.ccci.harness.swarm.StackObject;
import coop.ccci.harness.swarm.StackObject.Kind;
import coop.ccci.harness.swarm.Swarm;
import coop.ccci.host.Waiter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Removes a run's app without {@code abra}: every object of its stack through Docker, its {@code .env} file from every
 * server. Removing what is not there is a success.
 */
final class Removal {
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Swarm swarm;
    private final Path servers;
    private final Stopwatch stopwatch;

    /** Removes from this swarm and from the folder of abra's servers. */
    Removal(Swarm swarm, Path servers, Stopwatch stopwatch) {
        this.swarm = swarm;
        this.servers = servers;
        this.stopwatch = stopwatch;
    }

    /**
     * Removes until nothing is left or the time is over; objects come free one after another. What waits for something
     * that is not a run's, and so is never removed, is not waited for.
     *
     * @return what had to be removed, and what is still there, with the reason
     */
    Swept sweep(RunApp app, Duration atMost, Deadline deadline) {
        return stopwatch.time(Stopwatch.WaitingFor.SWARM, () -> {
            Set<StackObject> removed = new LinkedHashSet<>();
            Map<StackObject, String> refusals = new HashMap<>();
            var left = Waiter.pausing(deadline::pause, PAUSE)
                    .poll(
                            atMost,
                            () -> {
                                var found = swarm.leftOf(app);
                                if (!isBlocked(found, refusals)) {
                                    remove(found, refusals);
                                    removed.addAll(found);
                                }
                                return found;
                            },
                            found -> found.isEmpty() || isBlocked(found, refusals));
            return new Swept(
                    List.copyOf(removed),
                    left.stream().map(object -> describe(object, refusals)).toList());
        });
    }

    private void remove(List<StackObject> objects, Map<StackObject, String> refusals) {
        objects.forEach(object -> swarm.remove(object)
                .ifPresentOrElse(refusal -> refusals.put(object, refusal), () -> refusals.remove(object)));
    }

    /** Returns whether nothing is left but networks that containers of somebody else are on. */
    private boolean isBlocked(List<StackObject> left, Map<StackObject, String> refusals) {
        return !left.isEmpty()
                && left.stream().allMatch(object -> object.kind() == Kind.NETWORK && refusals.containsKey(object))
                && left.stream().noneMatch(object -> swarm.strangersOn(object).isEmpty());
    }

    private String describe(StackObject object, Map<StackObject, String> refusals) {
        var strangers = object.kind() == Kind.NETWORK ? swarm.strangersOn(object) : List.<String>of();
        if (!strangers.isEmpty()) {
            return object + ", because " + strangers + " on it is not the run's and is left alone";
        }
        return object
                + Optional.ofNullable(refusals.get(object))
                        .map(refusal -> " (Docker: " + refusal + ")")
                        .orElse("");
    }

    /** Returns the app's {@code .env} files, on whichever server. */
    List<Path> envFiles(RunApp app) {
        if (!Files.isDirectory(servers)) {
            return List.of();
        }
        var files = new ArrayList<Path>();
        try (var folders = Files.newDirectoryStream(servers, Files::isDirectory)) {
            for (var folder : folders) {
                var file = folder.resolve(app.domain() + ".env");
                if (Files.exists(file)) {
                    files.add(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + servers + ": " + e.getMessage(), e);
        }
        return files;
    }

    /** Removes the app's {@code .env} files. */
    void removeEnvFiles(RunApp app) {
        for (var file : envFiles(app)) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot remove " + file + ": " + e.getMessage(), e);
            }
        }
    }

    /**
     * What a sweep did.
     *
     * @param removed what it found and asked Docker to remove
     * @param left what is still there and why, for people
     */
    record Swept(List<StackObject> removed, List<String> left) {}
}
