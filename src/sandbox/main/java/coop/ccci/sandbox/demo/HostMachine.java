package coop.ccci.sandbox.demo;

import coop.ccci.contract.FreePort;
import coop.ccci.host.FileTrees;
import coop.ccci.sandbox.config.SandboxException;
import coop.ccci.sandbox.part.drone.PipelineRepository;
import coop.ccci.sandbox.part.traefik.ZoneTrust;
import coop.ccci.sandbox.process.Executables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What NixOS would make of the example host, for {@code src/unit-host}: the golden units for this zone, {@code host.json}, the
 * folders, and in place of each package of the store this machine's own. Besides: the way to Gitea, which listens on loopback
 * only, trust in the sandbox's authority, and names that no DNS knows.
 */
final class HostMachine {
    private static final String STORE = "nix/store/@hash@-";
    /** Where runs on the host find the locks that runs of this machine have, too. */
    private static final String RUN_LOCKS = "/run/ccci-locks";

    private static final List<String> OF_THIS_MACHINE = List.of(
            "bash",
            "chromium",
            "coreutils",
            "findutils",
            "getent",
            "git",
            "gnugrep",
            "gnused",
            "gnutar",
            "gzip",
            "iproute2",
            "restic",
            "systemd",
            "util-linux");

    private final HostPlace place;
    private final Path files;

    HostMachine(HostPlace place) {
        this.place = place;
        this.files = place.machine().resolve("files");
    }

    /**
     * Writes everything.
     *
     * @param runner the program that executes builds
     */
    void write(String hostJson, Path runner) {
        try {
            FileTrees.delete(place.machine());
            units();
            text("etc/cc-ci/host.json", hostJson);
            text("etc/tmpfiles.d/cc-ci.conf", lines("host.txt", "tmpfiles: "));
            store();
            reachable();
            state();
            Files.writeString(place.machine().resolve("options"), String.join("\n", options(runner)) + "\n");
        } catch (IOException e) {
            throw new SandboxException("the host cannot be written to " + place.machine() + ": " + e, e);
        }
    }

    private void units() throws IOException {
        try (Stream<Path> all = Files.list(golden())) {
            for (var unit : all.filter(each -> each.toString().matches(".*\\.(service|target|timer)"))
                    .toList()) {
                text("etc/systemd/system/" + unit.getFileName(), ours(HostDescription.golden(unit)));
            }
        }
        // The engine is this machine's.
        text("etc/systemd/system/docker.service", "[Service]\nExecStart=/bin/sleep infinity\n");
        for (var part : place.parts()) {
            wanted("cc-ci.target", "cc-ci-" + part + ".service");
        }
        for (var unit : List.of("cc-ci.target", "cc-ci-host.service", "drone-runner-exec.service")) {
            wanted("multi-user.target", unit);
        }
        wanted("timers.target", "cc-ci-reconcile.timer");
        wanted("sockets.target", "gitea-forward.socket");
    }

    private String ours(String golden) {
        return golden.replace("operators/cc-ci", PipelineRepository.fullName())
                .replace("ci.example.org", place.settings().zone());
    }

    private void store() throws IOException {
        for (var name : OF_THIS_MACHINE) {
            link(STORE + name, Path.of("/usr"));
        }
        link(STORE + "docker/bin/docker", Executables.require("docker", "docker.io"));
        Files.createDirectories(files.resolve(STORE + "cc-ci"));
        var settings = place.settings();
        text(
                STORE + "cc-ci-build.env",
                Stream.of(
                                "ABRA_DIR=/var/lib/cc-ci/abra",
                                "CCCI_CA_FILE=/etc/ccci-authority.pem",
                                "CCCI_DEADLINE=55m",
                                "CCCI_HOME=" + HostDescription.INSTALLED + "/share/cc-ci",
                                "CCCI_INGRESS=" + settings.ingress(),
                                "CCCI_LOCK_DIR=" + RUN_LOCKS,
                                "CCCI_REGISTRIES=" + settings.registry(),
                                "CCCI_RUNS_DIR=/var/lib/cc-ci/runs",
                                "CCCI_SECRETS_DIR=/run/secrets",
                                "CCCI_ZONE=" + settings.zone(),
                                "GITEA_URL=" + place.gitea())
                        .map(line -> line.replaceFirst("=", "='") + "'\n")
                        .collect(Collectors.joining()));
    }

    /** What DNS, the authorities of the world, and a Gitea with an address of its own would do. */
    private void reachable() throws IOException {
        var settings = place.settings();
        text(
                "etc/hosts",
                "127.0.0.1 localhost unit-host " + settings.zone() + " " + place.domain("drone") + " "
                        + place.domain("proxy") + "\n");
        var authority = Files.readString(settings.folder().authority());
        var world = Path.of("/etc/ssl/certs/ca-certificates.crt");
        text("etc/ssl/certs/ca-certificates.crt", (Files.exists(world) ? Files.readString(world) : "") + authority);
        text("etc/ccci-authority.pem", authority);
        text(
                "etc/systemd/system/gitea-forward.socket",
                "[Socket]\nListenStream=" + place.gitea().getAuthority() + "\n");
        text(
                "etc/systemd/system/gitea-forward.service",
                "[Service]\nExecStart=/lib/systemd/systemd-socket-proxyd "
                        + settings.gitea().getAuthority() + "\n");
        // The network is this machine's: these would have the ports of Gitea, and of a bridge beside the sandbox.
        text(
                "etc/systemd/system/drone-runner-exec.service.d/port.conf",
                "[Service]\nEnvironment=DRONE_HTTP_BIND=127.0.0.1:" + FreePort.choose() + "\n");
        text(
                "etc/systemd/system/cc-ci-host.service.d/beside.conf",
                "[Service]\nEnvironment=CCCI_MANAGEMENT_PORT=" + FreePort.choose() + " CCCI_LOCK_DIR=" + RUN_LOCKS
                        + "\n");
        link("var/lib/ci-certs/live/fullchain.pem", Path.of("/run/secrets/wildcard/crt"));
        link("var/lib/ci-certs/live/privkey.pem", Path.of("/run/secrets/wildcard/key"));
    }

    private void state() throws IOException {
        Files.createDirectories(place.state().resolve("runs"));
        var bridge = Files.createDirectories(place.state().resolve("bridge"));
        ZoneTrust.of(place.settings()).write(bridge.resolve("ca.p12"));
        Files.setPosixFilePermissions(place.state(), PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** One engine has one folder of locks: without them a janitor would take living apps for those of dead runs. */
    private List<String> options(Path runner) throws IOException {
        var settings = place.settings();
        var locks = Files.createDirectories(Path.of(System.getenv().getOrDefault("CCCI_LOCK_DIR", "/run/lock/cc-ci")));
        var options = new ArrayList<String>();
        options.add("--bind-ro=" + place.installed() + ":" + HostDescription.INSTALLED);
        options.add("--bind=" + place.state());
        options.add("--bind=" + place.state() + ":/var/lib/cc-ci");
        options.add("--bind-ro=" + place.secrets() + ":/run/secrets");
        options.add("--bind=" + locks + ":" + RUN_LOCKS);
        options.add("--bind=" + settings.dockerSocket() + ":/run/docker.sock");
        options.add("--bind-ro=" + place.abra() + ":" + HostAbra.PLACE);
        options.add("--bind-ro=" + runner.getParent() + ":/" + STORE + "drone-runner-exec/bin");
        return options;
    }

    private Path golden() {
        return place.settings().home().resolve("nix/tests/units");
    }

    /** Returns the lines of a golden file that begin so, without that beginning. */
    private String lines(String name, String prefix) {
        return HostDescription.golden(golden().resolve(name))
                .lines()
                .filter(line -> line.startsWith(prefix))
                .map(line -> line.substring(prefix.length()) + "\n")
                .collect(Collectors.joining());
    }

    private void wanted(String target, String unit) throws IOException {
        link("etc/systemd/system/" + target + ".wants/" + unit, Path.of("../" + unit));
    }

    private void link(String path, Path target) throws IOException {
        Files.createDirectories(files.resolve(path).getParent());
        Files.createSymbolicLink(files.resolve(path), target);
    }

    private void text(String path, String text) throws IOException {
        Files.createDirectories(files.resolve(path).getParent());
        Files.writeString(files.resolve(path), text);
    }
}
