package coop.ccci.reconcile.systemd;

import static java.nio.charset.StandardCharsets.UTF_8;

import coop.ccci.host.Waiter;
import coop.ccci.reconcile.nix.FlakeFixture;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** A systemd of its own in a container ({@code src/unit-host}), and the commands that are run in it. It ends with this process. */
final class UnitHost implements AutoCloseable {
    private static final Waiter WAITER = Waiter.sleeping(Duration.ofMillis(100));
    private static final Duration TIMEOUT = Duration.ofMinutes(4);

    private final Process process;
    private final BufferedWriter commands;
    private final InputStream answers;

    private UnitHost(Process process) {
        this.process = process;
        this.commands = process.outputWriter(UTF_8);
        this.answers = process.getInputStream();
    }

    /** What a command has ended with, and what it said. */
    record Answer(int code, String text) {}

    /** Boots what lies in a folder, as {@code src/unit-host} describes it. */
    static UnitHost boot(Path folder) throws IOException {
        var program =
                FlakeFixture.ROOT.resolve("src/unit-host").toAbsolutePath().toString();
        var host = new UnitHost(new ProcessBuilder(program, folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
        if (!host.line().equals("booting")) {
            throw new AssertionError("the container does not boot");
        }
        return host;
    }

    /** Runs a command by a shell in the container. */
    Answer run(String command) {
        try {
            commands.write(command + "\n");
            commands.flush();
            var head = line().split(" ", 2);
            var text = new String(answers.readNBytes(Integer.parseInt(head[1])), UTF_8);
            return new Answer(Integer.parseInt(head[0]), text.strip());
        } catch (IOException e) {
            throw new AssertionError("the container is gone", e);
        }
    }

    /** Runs a command that must succeed, and returns what it says. */
    String ask(String command) {
        var answer = run(command);
        if (answer.code() != 0) {
            throw new AssertionError(command + ": exit code " + answer.code() + ": " + answer.text());
        }
        return answer.text();
    }

    /** Waits until a command succeeds. */
    void await(String command) {
        if (!WAITER.until(TIMEOUT, () -> run(command).code() == 0)) {
            throw new AssertionError("within " + TIMEOUT.toMinutes() + " minutes it is not so: " + command + "; "
                    + ask("systemctl list-jobs; systemctl --failed; journalctl --no-pager --lines=40"));
        }
    }

    /** Waits until systemd has nothing left to do. */
    void awaitNoJobs() {
        await("systemctl list-jobs | grep -qx 'No jobs running.'");
    }

    /** Returns properties of a unit, in their order. */
    List<String> show(String unit, String... properties) {
        return Arrays.stream(properties)
                .map(property -> ask("systemctl show --value --property=" + property + " " + unit))
                .toList();
    }

    /**
     * Returns what a unit has said since its last start. By unit and time: of a process that has ended before the journal
     * looks at its line, the journal knows the unit, which the stream is for, and not always the invocation.
     */
    List<String> said(String unit) {
        var start = "$(systemctl show --timestamp=unix --value --property=ExecMainStartTimestamp " + unit + ")";
        return ask("journalctl --sync; journalctl --quiet --output=cat --since=" + start + " _SYSTEMD_UNIT=" + unit
                        + ".service")
                .lines()
                .toList();
    }

    @Override
    public void close() throws IOException {
        commands.close();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String line() throws IOException {
        var text = new StringBuilder();
        for (var next = answers.read(); next != '\n' && next >= 0; next = answers.read()) {
            text.append((char) next);
        }
        return text.toString();
    }
}
