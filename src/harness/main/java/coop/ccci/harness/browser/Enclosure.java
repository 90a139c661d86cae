package coop.ccci.harness.browser;

import coop.ccci.harness.process.ProgramOnPath;
import coop.ccci.host.ShellQuote;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a browser is shut in by: it runs in a network of its own, in which there is nothing but a port that leads to the
 * ingress, under an account that is nobody's and never root's, and in its own sandbox within that.
 *
 * @param environment where the programs are found that do it
 * @param account the user and group of the browser, where the harness may choose; else it is the harness's own
 */
public record Enclosure(Map<String, String> environment, Optional<Long> account) {
    /** The port on 127.0.0.1, in the browser's network, that leads to the ingress. */
    static final int PORT = 8443;

    /** What it takes, of util-linux and iproute2. */
    private static final List<String> PROGRAMS = List.of("unshare", "setpriv", "ip", "mkfifo");

    private static final String SYSTEM_PROGRAMS = ":/usr/sbin:/usr/bin:/sbin:/bin";
    private static final int ROOT = 0;

    /** systemd gives these to services that need some account for a moment (systemd.exec, DynamicUser). */
    private static final long FIRST_ACCOUNT = 61_184;

    private static final long ACCOUNTS = 4000;

    /**
     * Returns what this process can do: as root another account each time.
     *
     * @param environment the harness's own
     * @throws IOException when it cannot be told who this process is
     */
    public static Enclosure of(Map<String, String> environment) throws IOException {
        var seen = new LinkedHashMap<>(environment);
        seen.put("PATH", environment.getOrDefault("PATH", "") + SYSTEM_PROGRAMS);
        return new Enclosure(
                seen,
                own("uid").equals(ROOT)
                        ? Optional.of(FIRST_ACCOUNT + ProcessHandle.current().pid() % ACCOUNTS)
                        : Optional.empty());
    }

    /** Copies what could change. */
    public Enclosure {
        environment = Map.copyOf(environment);
    }

    private static Integer own(String which) throws IOException {
        return (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:" + which);
    }

    /** Returns the first program that is missing. */
    public Optional<String> missing() {
        return PROGRAMS.stream().filter(name -> program(name).isEmpty()).findFirst();
    }

    private Optional<Path> program(String name) {
        return ProgramOnPath.find(environment, name);
    }

    private String found(String name) {
        return program(name).map(Path::toString).orElse(name);
    }

    /**
     * Returns the argument vector that proves that all of it can be done here: a network of its own, in it a loopback that is
     * up, the other account, and under that the namespace that Chromium's own sandbox is made of.
     */
    public List<String> trial() throws IOException {
        var inside = ShellQuote.of(found("ip")) + " link set lo up && exec " + ShellQuote.of(asNobody()) + " "
                + ShellQuote.of(List.of(found("unshare"), "--user", "true"));
        var vector = new ArrayList<>(apart());
        vector.addAll(List.of("/bin/sh", "-c", inside));
        return vector;
    }

    /** In a network of its own. */
    private List<String> apart() {
        return account.isPresent()
                ? List.of(found("unshare"), "--net", "--ipc", "--")
                : List.of(found("unshare"), "--user", "--map-root-user", "--net", "--ipc", "--");
    }

    private List<String> asNobody() throws IOException {
        if (account.isPresent()) {
            var number = account.get().toString();
            return List.of(found("setpriv"), "--reuid", number, "--regid", number, "--clear-groups", "--");
        }
        return List.of(found("unshare"), "--user", "--map-user=" + own("uid"), "--map-group=" + own("gid"), "--");
    }

    /**
     * Writes the program that starts a browser shut in; it passes its arguments and its open files on.
     *
     * @param browser the browser's own program
     * @param node the program that runs the relay
     * @param folder the browser's, in which the socket {@code ingress} is
     * @return the path of what it wrote
     * @throws IOException when the folder cannot be written
     */
    Path write(Path browser, Path node, Path folder) throws IOException {
        var relay = folder.resolve("relay.js");
        try (var script = Optional.ofNullable(Enclosure.class.getResourceAsStream("relay.js"))
                .orElseThrow()) {
            Files.copy(script, relay);
        }
        var ready = ShellQuote.of(folder.resolve("ready").toString());
        // it has no rights but to the harness's socket, and ends with the browser; it keeps none of the pipes by which
        // the
        // browser is known to have ended
        var relayed = List.of(
                found("setpriv"),
                "--bounding-set=-all",
                "--inh-caps=-all",
                "--no-new-privs",
                "--pdeathsig=KILL",
                "--",
                node.toString(),
                relay.toString(),
                Integer.toString(PORT),
                folder.resolve("ingress").toString());
        var inside = Files.writeString(
                folder.resolve("inside"),
                "set -eu\n"
                        + ShellQuote.of(found("ip")) + " link set lo up\n"
                        + ShellQuote.of(found("mkfifo")) + " " + ready + "\n"
                        + ShellQuote.of(relayed) + " > " + ready + " 2> /dev/null 3<&- 4<&- &\n"
                        + "read -r line < " + ready + "\n"
                        + "exec " + ShellQuote.of(asNobody()) + " " + ShellQuote.of(browser.toString()) + " \"$@\"\n");
        var start = Files.writeString(
                folder.resolve("start"),
                "#!/bin/sh\nexec " + ShellQuote.of(apart()) + " /bin/sh " + ShellQuote.of(inside.toString())
                        + " \"$@\"\n");
        Files.setPosixFilePermissions(start, java.nio.file.attribute.PosixFilePermissions.fromString("rwx------"));
        return start;
    }

    /** Gives a folder and all that is in it to the browser's account. */
    void give(Path tree) throws IOException {
        if (account.isEmpty()) {
            return;
        }
        var number = account.get().toString();
        var owner = tree.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(number);
        try (var files = Files.walk(tree)) {
            for (var file : files.toList()) {
                Files.setOwner(file, owner);
            }
        }
    }
}
