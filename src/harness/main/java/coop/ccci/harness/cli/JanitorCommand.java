package coop.ccci.harness.cli;

import coop.ccci.contract.ExitCode;
import coop.ccci.contract.RunDirectory;
import coop.ccci.contract.RunId;
import coop.ccci.harness.doctor.probe.DoctorSettings;
import coop.ccci.harness.process.CancelledException;
import coop.ccci.harness.process.Deadline;
import coop.ccci.harness.process.Masker;
import coop.ccci.harness.process.TemporaryFolder;
import coop.ccci.harness.result.Progress;
import coop.ccci.harness.result.Recorder;
import coop.ccci.harness.result.RunException;
import coop.ccci.harness.result.Stopwatch;
import coop.ccci.harness.swarm.DockerApi;
import coop.ccci.harness.swarm.Swarm;
import coop.ccci.harness.swarm.Zone;
import coop.ccci.harness.teardown.AppLocks;
import coop.ccci.harness.teardown.Janitor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code janitor}: takes away what dead runs left, as each run does before it deploys anything. */
@Command(
        name = "janitor",
        mixinStandardHelpOptions = true,
        description =
                "Takes away what runs left that died. What a living run has is left alone: the kernel's locks tell.",
        footer = {
            "",
            "It looks where a run would: DOCKER_HOST, ABRA_DIR, CCCI_ZONE, CCCI_LOCK_DIR.",
            "",
            "Exit codes: 0 done, 2 wrong settings, 3 Docker or the locks cannot be used, 142 it took too long,",
            "143 terminated."
        })
public final class JanitorCommand implements Callable<Integer> {
    private static final Duration TIMEOUT = Duration.ofMinutes(9);

    @Option(names = "--kept", description = "also what a run with --keep left up to be looked into")
    private boolean keptToo;

    @Override
    public Integer call() {
        var settings = new DoctorSettings(System.getenv(), Optional.empty());
        var deadline = Deadline.lasting(TIMEOUT);
        try {
            return Termination.survive(deadline, () -> clean(settings, deadline))
                    .code();
        } catch (IllegalArgumentException e) {
            System.err.println("cc-ci janitor: " + e.getMessage());
            return ExitCode.USAGE.code();
        } catch (RunException e) {
            System.err.println("cc-ci janitor: " + e.getMessage());
            return e.exit().code();
        }
    }

    private ExitCode clean(DoctorSettings settings, Deadline deadline) {
        var zone = new Zone(settings.variable("CCCI_ZONE")
                .orElseThrow(() -> new IllegalArgumentException(
                        "CCCI_ZONE is not set: give the domain below which runs deploy their apps")));
        try (var folder = TemporaryFolder.make()) {
            System.out.println(clean(settings, zone, folder.path(), deadline));
            return ExitCode.PASSED;
        } catch (CancelledException e) {
            System.err.println("cc-ci janitor: " + e.getMessage());
            return e.why();
        } catch (IOException e) {
            throw RunException.environment("cannot write a temporary folder: " + e.getMessage(), e);
        }
    }

    private String clean(DoctorSettings settings, Zone zone, Path folder, Deadline deadline) throws IOException {
        var directory = RunDirectory.of(folder, new RunId(1));
        Files.createDirectories(directory.path());
        try (var docker = new DockerApi(settings.dockerHost());
                var recorder = new Recorder(directory, Clock.systemUTC(), new Masker(), Progress.none())) {
            docker.checkSwarm();
            var servers = settings.abra().resolve("servers");
            var swarm = new Swarm(docker, zone);
            return new Janitor(
                            zone,
                            swarm,
                            new AppLocks(settings.locks()),
                            servers,
                            recorder,
                            new Stopwatch(),
                            Clock.systemUTC())
                    .clean(deadline, keptToo);
        }
    }
}
