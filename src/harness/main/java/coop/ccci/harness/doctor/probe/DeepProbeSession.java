package coop.ccci.harness.doctor.probe;

import coop.ccci.contract.Commit;
import coop.ccci.contract.RecipeName;
import coop.ccci.contract.RunDirectory;
import coop.ccci.contract.RunId;
import coop.ccci.harness.abra.Abra;
import coop.ccci.harness.abra.AbraFolder;
import coop.ccci.harness.git.TestRecipe;
import coop.ccci.harness.process.Masker;
import coop.ccci.harness.process.ProcessRunner;
import coop.ccci.harness.result.Progress;
import coop.ccci.harness.result.Recorder;
import coop.ccci.harness.result.RunException;
import coop.ccci.harness.result.Stopwatch;
import coop.ccci.harness.swarm.DockerApi;
import coop.ccci.harness.swarm.RunApp;
import coop.ccci.harness.swarm.Swarm;
import coop.ccci.harness.swarm.Zone;
import coop.ccci.harness.teardown.AppLocks;
import coop.ccci.harness.teardown.Teardown;
import coop.ccci.harness.teardown.TeardownOutcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Holds the tried app's lock and tears the app down, whatever happened in between: registered before it is made, and
 * unregistered only when it was seen that nothing is left.
 */
final class DeepProbeSession implements AutoCloseable {
    private final DoctorSettings settings;
    private final AbraCalls abra;
    private final DockerApi docker;
    private final Path folder;
    private Optional<AppLocks.Held> lock = Optional.empty();
    private Optional<ProbeApp> tried = Optional.empty();
    private Optional<TeardownOutcome> outcome = Optional.empty();

    /**
     * Makes ready; nothing is made yet.
     *
     * @param folder a throw-away folder
     */
    DeepProbeSession(DoctorSettings settings, AbraCalls abra, DockerApi docker, Path folder) {
        this.settings = settings;
        this.abra = abra;
        this.docker = docker;
        this.folder = folder;
    }

    /**
     * Registers the app and makes it.
     *
     * @throws RunException when that is refused
     */
    ProbeApp begin(TinyRecipe tiny) {
        var zone = new Zone(settings.variable("CCCI_ZONE").orElseThrow());
        var app = RunApp.named(
                new RecipeName(TinyRecipe.NAME),
                zone,
                List.of(TinyRecipe.NAME, UUID.randomUUID().toString()));
        lock = Optional.of(new AppLocks(settings.locks()).take(app));
        var abraFolder = AbraFolder.make(folder.resolve("deep"), settings.abra(), settings.abraServer());
        var recipe = TestRecipe.in(abraFolder.recipe(new RecipeName(TinyRecipe.NAME)))
                .origin(folder.resolve("nowhere"));
        recipe.commit(tiny.files(), "Serve a page");
        recipe.release(TinyRecipe.RELEASE);
        var head = recipe.commit(Map.of("CHANGES.md", "after the release\n"), "After the release");
        var calls = abra.in(abraFolder.path()).with(Abra.APP_MARK, app.domain());
        var made = new ProbeApp(app, abraFolder, recipe, head, calls, new Swarm(docker, zone));
        tried = Optional.of(made);
        return made;
    }

    /** Returns the app; there is one after {@link #begin}. */
    ProbeApp app() {
        return tried.orElseThrow();
    }

    /** Tears the app down once, and says how that went. */
    TeardownOutcome end() {
        outcome = outcome.or(() -> Optional.of(tearDown()));
        return outcome.get();
    }

    private TeardownOutcome tearDown() {
        if (tried.isEmpty()) {
            return new TeardownOutcome(List.of(), Optional.empty());
        }
        var app = tried.get();
        try {
            var directory = RunDirectory.of(folder, new RunId(1));
            Files.createDirectories(directory.path());
            try (var recorder = new Recorder(directory, Clock.systemUTC(), new Masker(), Progress.none())) {
                var programs = new ProcessRunner(new Masker(), line -> {});
                var stopwatch = new Stopwatch();
                var client = new Abra(
                        Abra.find(settings.environment()), app.folder(), settings.environment(), programs, stopwatch);
                var servers = settings.abra().resolve("servers");
                return new Teardown(app.swarm(), client, servers, Teardown.ABRA_TIMEOUT, recorder, stopwatch)
                        .of(app.app());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Tears down what was made; without a clean end the registration stays for the next janitor. */
    @Override
    public void close() {
        try {
            if (end().isClean()) {
                lock.ifPresent(AppLocks.Held::unregister);
            }
        } finally {
            lock.ifPresent(AppLocks.Held::close);
        }
    }

    /**
     * The app that is made, deployed and removed to see what abra does. It is named and locked like a run's, so that
     * the janitor of the next run removes it when this process is killed.
     *
     * @param app its name
     * @param folder the private {@code ABRA_DIR}, whose servers are the machine's own
     * @param recipe what is deployed
     * @param head its newest commit
     * @param abra calls in that folder, marked as this app's
     * @param swarm where it runs
     */
    record ProbeApp(RunApp app, AbraFolder folder, TestRecipe recipe, Commit head, AbraCalls abra, Swarm swarm) {
        Path envFile() {
            return folder.envFile(app);
        }

        /** Puts the recipe back to its newest commit. */
        void restore() {
            recipe.restore(head);
        }
    }
}
