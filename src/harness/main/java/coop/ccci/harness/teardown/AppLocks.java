package coop.ccci.harness.teardown;

import coop.ccci.contract.KernelLock;
import coop.ccci.harness.result.RunException;
import coop.ccci.harness.swarm.RunApp;
import coop.ccci.harness.swarm.Zone;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

/**
 * The machine-wide folder of app locks: one file {@code <domain>.lock} for each run's app that may exist. The file is
 * the app's registration, the kernel's lock on it says that its run lives.
 *
 * @param folder where the files are; made when absent
 */
public record AppLocks(Path folder) {
    private static final String END = ".lock";
    private static final String KEPT = ".kept";

    /**
     * Takes an app's lock.
     *
     * @return empty when its run lives
     * @throws RunException of the environment when the folder cannot be used
     */
    public Optional<Held> tryTake(RunApp app) {
        try {
            Files.createDirectories(folder);
            var file = folder.resolve(app.domain() + END);
            return KernelLock.tryAcquire(file).map(lock -> new Held(file, folder.resolve(app.domain() + KEPT), lock));
        } catch (IOException | UncheckedIOException e) {
            throw RunException.environment(
                    "cannot use the lock folder " + folder + ": " + e.getMessage() + "; set CCCI_LOCK_DIR", e);
        }
    }

    /**
     * Takes the lock of an app that is about to be made.
     *
     * @throws RunException of the environment when another run has it, or the folder cannot be used
     */
    public Held take(RunApp app) {
        return tryTake(app).orElseThrow(() -> RunException.environment("another run has the lock of the app " + app));
    }

    /** Returns every app of the zone that is registered. */
    public List<RunApp> registered(Zone zone) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(END))
                    .map(name -> name.substring(0, name.length() - END.length()))
                    .map(domain -> RunApp.ofDomain(zone, domain))
                    .flatMap(Optional::stream)
                    .toList();
        } catch (IOException e) {
            throw RunException.environment(
                    "cannot use the lock folder " + folder + ": " + e.getMessage() + "; set CCCI_LOCK_DIR", e);
        }
    }

    /**
     * An app's lock. Whoever has it keeps a reference for as long as the app may exist: a lock that is forgotten is
     * freed.
     */
    public static final class Held implements AutoCloseable {
        private final Path file;
        private final Path kept;
        private final KernelLock lock;

        private Held(Path file, Path kept, KernelLock lock) {
            this.file = file;
            this.kept = kept;
            this.lock = lock;
        }

        /**
         * Has every janitor leave the app alone until then, although nobody holds its lock any more.
         *
         * @throws RunException of the environment when that cannot be written
         */
        public void keepUntil(Instant until) {
            try {
                Files.writeString(kept, until.toString());
            } catch (IOException e) {
                throw RunException.environment("cannot write " + kept + ": " + e.getMessage(), e);
            }
        }

        /** Returns until when the app is to be left alone; empty where nobody asked for that. */
        public Optional<Instant> keptUntil() {
            try {
                return Files.exists(kept)
                        ? Optional.of(Instant.parse(Files.readString(kept).strip()))
                        : Optional.empty();
            } catch (IOException | DateTimeParseException e) {
                return Optional.empty();
            }
        }

        /**
         * Takes the registration away, because nothing of the app is left. A run's domain is never used again, so
         * whoever waits on the removed file finds nothing to tear down.
         */
        public void unregister() {
            try {
                Files.deleteIfExists(kept);
                Files.deleteIfExists(file);
            } catch (IOException e) {
                // the next janitor finds a registered app of which nothing is left
            }
        }

        /** Frees the lock; the registration stays unless it was taken away. */
        @Override
        public void close() {
            lock.close();
        }
    }
}
