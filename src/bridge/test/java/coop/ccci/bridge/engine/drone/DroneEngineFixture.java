package coop.ccci.bridge.engine.drone;

import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.bridge.TestClock;
import coop.ccci.bridge.config.Configuration;
import coop.ccci.bridge.config.Configuration.Secret;
import coop.ccci.bridge.engine.Engine.EngineUnavailableException;
import coop.ccci.bridge.engine.Engine.LaunchAnswer;
import coop.ccci.bridge.engine.RunObservation;
import coop.ccci.bridge.fake.FakeDrone;
import coop.ccci.bridge.ledger.Repository;
import coop.ccci.bridge.ledger.Run;
import coop.ccci.bridge.ledger.Trigger;
import coop.ccci.bridge.reason.RunReason;
import coop.ccci.bridge.report.ReasonTexts;
import coop.ccci.contract.Commit;
import coop.ccci.contract.RecipeName;
import coop.ccci.contract.RunId;
import coop.ccci.contract.Verdict;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** An engine with a fake Drone, and runs in each state. */
abstract class DroneEngineFixture {
    static final URI SOURCE = URI.create("https://git.example.org/recipe-maintainers/custom-html.git");

    final FakeDrone drone = FakeDrone.start();
    final TestClock clock = new TestClock(Instant.now());
    final Run queued = queued(7, SOURCE);
    final Run launched = launched(queued);

    @TempDir
    Path runs;

    DroneEngine engine;

    @BeforeEach
    void setUp() {
        engine = engine();
    }

    @AfterEach
    void tearDown() {
        drone.close();
    }

    void assertCannotLaunch(String... words) {
        assertThat(launch(queued).fault().map(ReasonTexts::describe).orElse("nothing"))
                .contains(words);
    }

    /** Creates the build of a run, as the route does. */
    LaunchAnswer launch(Run run) {
        var steps = engine.creation();
        return steps.launched(run, transport().send(steps.request(run)));
    }

    String died(Run run) {
        assertThat(engine.inspect(run)).isInstanceOf(RunObservation.Died.class);
        return ReasonTexts.describe(((RunObservation.Died) engine.inspect(run)).fault());
    }

    RunObservation.Stopped stopped(Run run) {
        assertThat(engine.inspect(run)).isInstanceOf(RunObservation.Stopped.class);
        return (RunObservation.Stopped) engine.inspect(run);
    }

    /** Looks as the route {@code check-drone} does. */
    void check() {
        try {
            engine.remember(engine.checkAccount().or(engine::checkRepository));
        } catch (EngineUnavailableException e) {
            assertThat(engine.problems()).as("health knows it").isNotEmpty();
        }
    }

    String obstacle() {
        check();
        return String.join("; ", engine.problems());
    }

    DroneEngine engine() {
        var settings = new Configuration.Drone(drone.url(), new Secret(drone.token()), FakeDrone.REPOSITORY, 600);
        var place = new Configuration.Engine(
                "drone",
                Path.of("/none"),
                runs,
                1,
                Duration.ofMinutes(60),
                Map.of(),
                Optional.empty(),
                Optional.of(settings));
        return new DroneEngine(
                place, settings, transport(), (request, problem) -> new IllegalStateException(request, problem), clock);
    }

    private DirectDrone transport() {
        return new DirectDrone(drone.url(), drone.token());
    }

    Run queued(long id, URI source) {
        return queued(id, source, Run.Mode.FULL);
    }

    Run queued(long id, URI source, Run.Mode mode) {
        return new Run(
                new RunId(id),
                1,
                Trigger.Source.COMMENT,
                Repository.parse("recipe-maintainers/custom-html"),
                3,
                new RecipeName("custom-html"),
                new Commit("a".repeat(40)),
                source,
                Optional.of("main"),
                "maya",
                4,
                "drone",
                mode,
                Run.State.QUEUED,
                clock.instant(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    Run launched(Run run) {
        var launch = new Run.Launch(1, clock.instant(), clock.instant().plus(Duration.ofMinutes(65)), Optional.empty());
        return with(run, Optional.of(launch), Optional.empty());
    }

    Run asked(Run run) {
        return with(
                run,
                run.launch(),
                Optional.of(new Run.Stop(
                        Verdict.SUPERSEDED, new RunReason.Text("a newer commit"), clock.instant(), Optional.empty())));
    }

    static Run with(Run run, Optional<Run.Launch> launch, Optional<Run.Stop> stop) {
        return new Run(
                run.id(),
                run.triggerId(),
                run.origin(),
                run.repository(),
                run.pullRequest(),
                run.recipe(),
                run.commit(),
                run.source(),
                run.target(),
                run.author(),
                run.authorId(),
                run.engine(),
                run.mode(),
                Run.State.RUNNING,
                run.queuedAt(),
                launch,
                stop,
                Optional.empty());
    }
}
