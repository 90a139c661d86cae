package coop.ccci.harness.doctor.probe;

import coop.ccci.harness.doctor.Examination;
import coop.ccci.harness.probe.Answer;
import coop.ccci.harness.probe.AppProbe;
import coop.ccci.harness.probe.TlsProbe;
import coop.ccci.harness.process.Deadline;
import coop.ccci.harness.process.ProcessResult;
import coop.ccci.host.Waiter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** A host on which everything is as cc-ci assumes, but for one lie or more, each named by its assumption. */
public final class FakeHost implements AutoCloseable {
    static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    final FakeSwarm swarm;
    final FakeAbra abra;
    final Path folder;
    final Path temporary;
    private final Set<String> lies;
    private final Map<String, String> environment = new HashMap<>();

    public FakeHost(Path folder, Set<String> lies) {
        this.folder = folder;
        this.lies = lies;
        this.swarm = new FakeSwarm(lies);
        this.abra = new FakeAbra(lies, swarm);
        try {
            this.temporary = Files.createDirectories(folder.resolve("tmp"));
            var bin = Files.createDirectories(folder.resolve("bin"));
            // for the teardown, which calls abra by itself where the doctor's own calls left something
            var script = Files.writeString(bin.resolve("abra"), "#!/bin/sh\necho FATA not today >&2\nexit 1\n");
            Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.createDirectories(
                    folder.resolve("abra/servers").resolve(lies.contains("abra.server") ? "x" : "default"));
            Files.writeString(folder.resolve("a-file"), "");
            environment.putAll(Map.of(
                    "PATH", bin + ":/usr/bin:/bin",
                    "HOME", folder.toString(),
                    "ABRA_DIR", folder.resolve("abra").toString(),
                    "CCCI_LOCK_DIR",
                            folder.resolve(lies.contains("machine.locks") ? "a-file/locks" : "locks")
                                    .toString(),
                    "CCCI_INGRESS", "127.0.0.1:443",
                    "DOCKER_HOST", swarm.host()));
            environment.put("CCCI_ENGINE_USER", "ccci-runs");
            if (!lies.contains("zone.given")) {
                environment.put("CCCI_ZONE", "ci.test");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Doctor doctor(Deadline deadline) {
        return new Doctor(
                new DoctorSettings(environment, Optional.empty()),
                machine(deadline),
                new FakeFront(),
                waiter(deadline),
                Clock.fixed(NOW, ZoneOffset.UTC),
                temporary);
    }

    Machine machine(Deadline deadline) {
        return new FakeMachine(deadline);
    }

    /** Nothing comes about by itself here, so nothing is waited for: the clock jumps with every pause. */
    private static Waiter waiter(Deadline deadline) {
        var nanos = new AtomicLong();
        return new Waiter(
                nanos::get,
                time -> {
                    deadline.check();
                    nanos.addAndGet(Duration.ofSeconds(20).toNanos());
                },
                Duration.ofMillis(200));
    }

    public Examination examine(boolean deep) {
        return doctor(Deadline.lasting(Duration.ofMinutes(5))).examine(deep, result -> {});
    }

    List<String> files(String below) {
        if (!Files.isDirectory(folder.resolve(below))) {
            return List.of();
        }
        try (var files = Files.walk(folder.resolve(below))) {
            return new ArrayList<>(files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        swarm.close();
    }

    private final class FakeMachine implements Machine {
        private final Deadline deadline;

        FakeMachine(Deadline deadline) {
            this.deadline = deadline;
        }

        @Override
        public ProcessResult run(List<String> arguments, Path directory, Map<String, String> seen, Duration atMost) {
            deadline.check();
            if (arguments.contains("--net")) {
                return new ProcessResult(0, false, "", "", Duration.ZERO);
            }
            if (arguments.contains("ccci-runs")) {
                var isLie = lies.contains("machine.account");
                return new ProcessResult(isLie ? 1 : 0, false, "28.1.0\n", "a password is required", Duration.ZERO);
            }
            return abra.run(arguments, directory, seen, atMost);
        }

        @Override
        public Optional<Path> program(String name) {
            var absent = lies.contains("program." + name) || name.equals("restic");
            return absent ? Optional.empty() : Optional.of(Path.of("/usr/bin", name));
        }

        @Override
        public Space space(String place) {
            return new Space(
                    (lies.contains("machine.disk") ? 1L : 50L) << 30,
                    Optional.of(lies.contains("machine.inodes") ? 99L : 5_000_000L));
        }

        @Override
        public long memory() {
            return (lies.contains("machine.memory") ? 100L : 4096L) << 20;
        }
    }

    private final class FakeFront implements IngressClient {
        @Override
        public TlsProbe.Certificate certificate(String name) throws IOException {
            if (lies.contains("ingress.answers")) {
                throw new UnknownHostException(name);
            }
            return new TlsProbe.Certificate(
                    "CN=ci.test",
                    NOW.plus(Duration.ofDays(lies.contains("certificate.days") ? 3 : 80)),
                    !lies.contains("certificate.name"),
                    lies.contains("certificate.trusted") ? Optional.of("nobody knows its issuer") : Optional.empty(),
                    "");
        }

        @Override
        public Answer ask(String name) {
            var stranger = name.startsWith("doctor-");
            if (stranger ? lies.contains("ingress.unknown-host") : serves(name)) {
                return new Answer.FromApp(200);
            }
            return AppProbe.NO_ROUTE;
        }

        private boolean serves(String name) {
            return swarm.services.containsKey(name.replace('.', '_') + "_app") && !lies.contains("route.serves");
        }
    }
}
