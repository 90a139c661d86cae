package coop.ccci.host;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A systemd of its own in a container, booted by {@code src/unit-host}, and the commands that are run in it. It is this side of
 * what that program says of its input and output. It ends with this process.
 */
public final class UnitHost implements AutoCloseable {
    private static final String BOOTING = "booting";

    private final Path console;
    private final Process process;
    private final BufferedWriter commands;
    private final InputStream answers;

    private UnitHost(Path console, Process process) {
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
    public record Answer(int code, String text) {}

    /**
     * Starts to boot what lies in a folder.
     *
     * @param program {@code src/unit-host}
     * @param folder as that program describes it
     * @throws UnitHostException when the program cannot be started
     */
    public static UnitHost start(Path program, Path folder) {
        try {
            return new UnitHost(
                    folder.resolve("console"),
                    new ProcessBuilder(program.toString(), folder.toString())
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start());
        } catch (IOException e) {
            throw new UnitHostException("cannot start " + program + ": " + e.getMessage(), e);
        }
    }

    /**
     * Waits until it has booted so far that it takes commands.
     *
     * @throws UnitHostException when it does not
     */
    public void awaitBoot() {
        try {
            if (!line().equals(BOOTING)) {
                throw new UnitHostException("the container does not boot; " + console + " may say why");
            }
        } catch (IOException e) {
            throw gone(e);
        }
        ask("true");
    }

    /**
     * Runs a command of one line by a shell of the host.
     *
     * @throws UnitHostException when the host is gone
     */
    public synchronized Answer run(String command) {
        try {
            commands.write(command + "\n");
            commands.flush();
            var head = line().split(" ", 2);
            if (head.length < 2) {
                throw new UnitHostException("the container is gone; " + console + " may say why");
            }
            var text = new String(answers.readNBytes(Integer.parseInt(head[1])), UTF_8);
            return new Answer(Integer.parseInt(head[0]), text.strip());
        } catch (IOException e) {
            throw gone(e);
        }
    }

    /**
     * Runs a command that must succeed.
     *
     * @return what it says
     * @throws UnitHostException when it does not succeed, or the host is gone
     */
    public String ask(String command) {
        var answer = run(command);
        if (answer.code() != 0) {
            throw new UnitHostException(
                    "\"" + command + "\" ended on the host with " + answer.code() + ": " + answer.text());
        }
        return answer.text();
    }

    /** Returns properties of a unit, in their order. */
    public List<String> show(String unit, String... properties) {
        return Arrays.stream(properties)
                .map(property -> ask("systemctl show --value --property=" + property + " " + unit))
                .toList();
    }

    /** Waits until it is gone. */
    public void awaitEnd() {
        process.onExit().join();
    }

    /** Ends it, as the end of its input does; it is killed if that takes longer than a minute. */
    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(1, TimeUnit.MINUTES)) {
                ProcessTree.kill(process);
            }
        } catch (IOException e) {
            ProcessTree.kill(process);
        } catch (InterruptedException e) {
            ProcessTree.kill(process);
            Thread.currentThread().interrupt();
        }
    }

    private UnitHostException gone(IOException e) {
        return new UnitHostException("the container is gone: " + e.getMessage() + "; " + console + " may say why", e);
    }

    private String line() throws IOException {
        var text = new StringBuilder();
        for (var next = answers.read(); next != '\n' && next >= 0; next = answers.read()) {
            text.append((char) next);
        }
        return text.toString();
    }
}
