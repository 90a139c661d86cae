package coop.ccci.reconcile.systemd;

import static java.nio.charset.StandardCharsets.UTF_8;

import coop.ccci.reconcile.config.PartName;
import coop.ccci.reconcile.document.DocumentedCommands;
import coop.ccci.reconcile.nix.FlakeFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What NixOS would make of the example host, out of the golden files: units, {@code host.json}, folders, and the secrets in
 * their places, with what is installed in the store path that the units name. Every other package of the store is this
 * machine's own {@code /usr}, but docker and abra, which are fakes that keep state.
 */
record GoldenHost(Path folder) {
    static final Path GOLDEN = FlakeFixture.ROOT.resolve("nix/tests/units");
    private static final String STORE = "nix/store/@hash@-";
    private static final List<String> OF_THIS_MACHINE = List.of(
            "bash", "git", "gnutar", "gzip", "util-linux", "coreutils", "findutils", "gnugrep", "gnused", "systemd");

    /** Writes everything below the folder, for {@code src/unit-host}. */
    void write(Path installed, Optional<Path> dockerSocket) throws Exception {
        var units = Files.createDirectories(files("etc/systemd/system"));
        try (Stream<Path> all = Files.list(GOLDEN)) {
            for (var unit : all.filter(each -> each.toString().matches(".*/cc-ci[a-z-]*\\.(service|target|timer)"))
                    .toList()) {
                Files.copy(unit, units.resolve(unit.getFileName()));
            }
        }
        for (var part : PartName.values()) {
            wanted("cc-ci.target", "cc-ci-" + part.text() + ".service");
        }
        wanted("multi-user.target", "cc-ci.target");
        wanted("multi-user.target", "https.service");
        // The engine is not in the container: what is looked at is how its unit and ours hang together.
        unit("docker.service", "[Service]\nExecStart=/bin/sleep infinity\n");
        unit(
                "https.service",
                "[Service]\nWorkingDirectory=/srv\nExecStart=/usr/bin/openssl s_server -quiet -HTTP -accept 443"
                        + " -cert /var/lib/ci-certs/live/fullchain.pem -key /var/lib/ci-certs/live/privkey.pem\n");
        // It says 200 of every path that has no file.
        text("srv/hook", "HTTP/1.0 405 only deliveries are taken here\r\nContent-Length: 0\r\n\r\n");
        unit(
                "cc-ci-reconcile.timer.d/often.conf",
                "[Timer]\nOnCalendar=\nOnCalendar=*:*:*\nRandomizedDelaySec=0\nAccuracySec=1ms\n");
        // For a host without a store: the folder of what is installed, and the same fakes where Debian looks first.
        Files.createDirectories(folder.resolve("opt"));
        for (var each : List.of("docker", "abra")) {
            program("usr/local/bin/" + each, resource(each));
        }
        var blocks = DocumentedCommands.of("docs/install.md", "## On Debian, without Nix")
                .blocks();
        for (var i = 0; i < blocks.size(); i++) {
            text("root/install/" + i, "set -eu\ncd '" + FlakeFixture.ROOT + "'\n" + blocks.get(i));
        }
        text("etc/cc-ci/host.json", Files.readString(GOLDEN.resolve("host.json")));
        var links = new ArrayList<String>(secrets());
        OF_THIS_MACHINE.forEach(each -> links.add(link("/" + STORE + each, "/usr")));
        text("etc/tmpfiles.d/cc-ci.conf", golden("host.txt", "tmpfiles: ") + String.join("\n", links) + "\n");
        for (var each : List.of("docker", "abra")) {
            program(STORE + each + "/bin/" + each, resource(each));
        }
        program(STORE + "stream-cc-ci-bridge", "#!/bin/sh\necho the archive of an image\n");
        Files.createDirectories(files(STORE + "cc-ci"));
        var options = "--private-network\n--bind-ro=" + installed + ":/" + STORE + "cc-ci\n"
                + "--bind-ro=" + FlakeFixture.ROOT + "\n"
                + "--bind=" + folder.resolve("opt") + ":/opt/cc-ci\n"
                + "--bind-ro=" + folder.resolve("secrets") + ":/run/secrets\n"
                + dockerSocket
                        .map(socket -> "--bind=" + socket + ":/run/docker.sock\n")
                        .orElse("");
        Files.writeString(folder.resolve("options"), options);
    }

    /** Has every secret where it is decrypted, and returns lines of tmpfiles.d for what is a link to that. */
    private List<String> secrets() throws Exception {
        var links = new ArrayList<String>();
        for (var line : golden("sops.txt", "secret ").lines().toList()) {
            // name, mode, place
            var words = line.split(" ", 3);
            var decrypted = Files.createDirectories(folder.resolve("secrets")).resolve(words[0]);
            Files.createDirectories(decrypted.getParent());
            Files.writeString(decrypted, "made up for " + words[0] + "\n");
            if (!words[2].startsWith("/run/secrets/")) {
                links.add(link(words[2], "/run/secrets/" + words[0]));
            }
        }
        var made = new ProcessBuilder(
                        "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 90 -subj /CN=test -addext subjectAltName=DNS:ci.example.org,DNS:*.ci.example.org -out crt -keyout key"
                                .split(" "))
                .directory(folder.resolve("secrets/wildcard").toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("openssl.log").toFile())
                .start();
        if (made.waitFor() != 0) {
            throw new AssertionError(Files.readString(folder.resolve("openssl.log")));
        }
        return links;
    }

    private void wanted(String target, String unit) throws IOException {
        var link = files("etc/systemd/system/" + target + ".wants/" + unit);
        Files.createDirectories(link.getParent());
        Files.createSymbolicLink(link, Path.of("../" + unit));
    }

    private void unit(String name, String text) throws IOException {
        text("etc/systemd/system/" + name, text);
    }

    private void text(String path, String text) throws IOException {
        Files.createDirectories(files(path).getParent());
        Files.writeString(files(path), text);
    }

    private void program(String path, String text) throws IOException {
        text(path, text);
        Files.setPosixFilePermissions(files(path), PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** A link that the container makes at its boot. */
    private static String link(String path, String target) {
        return "L+ " + path + " - - - - " + target;
    }

    private Path files(String path) {
        return folder.resolve("files").resolve(path);
    }

    /** Returns the lines of a golden file that begin so, without that beginning. */
    private static String golden(String name, String prefix) throws IOException {
        try (var lines = Files.lines(GOLDEN.resolve(name))) {
            return String.join(
                            "\n",
                            lines.filter(line -> line.startsWith(prefix))
                                    .map(line -> line.substring(prefix.length()))
                                    .toList())
                    + "\n";
        }
    }

    private static String resource(String name) throws IOException {
        try (var in = GoldenHost.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }
}
