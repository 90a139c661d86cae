package coop.ccci.sandbox.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import coop.ccci.host.Waiter;
import coop.ccci.sandbox.config.SandboxException;
import coop.ccci.sandbox.plan.ProgressDisplay;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A host that was booted by {@code src/unit-host}, and the commands that are run in it. It ends with this process. */
final class BootedHost implements AutoCloseable {
    private static final Waiter WAITER = Waiter.sleeping(Duration.ofMillis(500));

    private final Path console;
    private final Process process;
    private final BufferedWriter commands;
    private final InputStream answers;

    private BootedHost(Path console, Process process) {
        this.console = console;
        this.process = process;
        this.commands = process.outputWriter(UTF_8);
        this.answers = process.getInputStream();
    }

    /**
     * What a command has ended with.
     *
     * @param code its exit code
     * @param text what it said
     */
    record Ended(int code, String text) {}

    /**
     * Starts to boot what lies in a folder.
     *
     * @param program {@code src/unit-host}
     * @param folder as that program describes it
     */
    static BootedHost start(Path program, Path folder) {
        try {
            return new BootedHost(
                    folder.resolve("console"),
                    new ProcessBuilder(program.toString(), folder.toString())
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start());
        } catch (IOException e) {
            throw new SandboxException("cannot start " + program + ": " + e.getMessage(), e);
        }
    }

    /**
     * Waits until it has booted so far that it takes commands.
     *
     * @throws SandboxException when it does not
     */
    void awaitBoot() {
        try {
            if (!line().equals("booting")) {
                throw new SandboxException("the container does not boot; " + console + " may say why");
            }
        } catch (IOException e) {
            throw new SandboxException("the container is gone: " + e.getMessage(), e);
        }
        ask("true");
    }

    /** Waits until it is gone. */
    void awaitEnd() {
        process.onExit().join();
    }

    /** Runs a command of one line by a shell of the host. */
    synchronized Ended run(String command) {
        try {
            commands.write(command + "\n");
            commands.flush();
            var head = line().split(" ", 2);
            if (head.length < 2) {
                throw new SandboxException("the container is gone");
            }
            var text = new String(answers.readNBytes(Integer.parseInt(head[1])), UTF_8);
            return new Ended(Integer.parseInt(head[0]), text.strip());
        } catch (IOException e) {
            throw new SandboxException("the container is gone: " + e.getMessage(), e);
        }
    }

    /**
     * Runs a command that must succeed.
     *
     * @return what it says
     */
    String ask(String command) {
        var ended = run(command);
        if (ended.code() != 0) {
            throw new SandboxException(
                    "\"" + command + "\" ended on the host with " + ended.code() + ": " + ended.text());
        }
        return ended.text();
    }

    /**
     * Waits until a oneshot unit has ended, and shows what it says meanwhile.
     *
     * @return the last line that it has said
     * @throws SandboxException when it has failed, or has not ended in time
     */
    String awaitUnit(String unit, Duration atMost, ProgressDisplay.Activity line) {
        var shown = new String[] {""};
        var hasEnded = WAITER.until(atMost, () -> {
            lastLine(unit).filter(text -> !text.equals(shown[0])).ifPresent(text -> {
                shown[0] = text;
                line.doing(text);
            });
            var state = show(unit);
            return !state.get(0).equals("0") && List.of("inactive", "failed").contains(state.get(1));
        });
        var said = lastLine(unit).orElse("it has said nothing");
        if (!hasEnded) {
            throw new SandboxException(unit + " has not ended within " + atMost.toMinutes() + " minutes: " + said);
        }
        if (!show(unit).get(2).equals("success")) {
            throw new SandboxException(unit + " has failed: " + said);
        }
        return said;
    }

    private List<String> show(String unit) {
        return ask("systemctl show --value --property=ExecMainExitTimestampMonotonic " + unit
                        + "; systemctl show --value --property=ActiveState " + unit
                        + "; systemctl show --value --property=Result " + unit)
                .lines()
                .toList();
    }

    private Optional<String> lastLine(String unit) {
        return ask("journalctl --quiet --output=cat --lines=20 --unit=" + unit + " || :")
                .lines()
                .filter(text -> text.startsWith(unit.replace("cc-ci-", "") + ": "))
                .reduce((before, last) -> last);
    }

    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(1, TimeUnit.MINUTES)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
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
