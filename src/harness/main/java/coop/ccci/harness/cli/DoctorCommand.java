package coop.ccci.harness.cli;

import coop.ccci.contract.ExitCode;
import coop.ccci.harness.doctor.probe.Doctor;
import coop.ccci.harness.doctor.probe.DoctorSettings;
import coop.ccci.harness.doctor.report.JsonReport;
import coop.ccci.harness.doctor.report.TextReport;
import coop.ccci.harness.process.CancelledException;
import coop.ccci.harness.process.Deadline;
import coop.ccci.harness.result.RunException;
import coop.ccci.host.Terminal;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Option;

/** {@code doctor}: checks what cc-ci assumes of a host on this one. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = "Looks at this host and its abra: one line for everything that cc-ci assumes of them.",
        footer = {
            "",
            "Without --deep nothing is deployed and nothing changes.",
            "It looks where a run would: DOCKER_HOST, PATH, ABRA_DIR, CCCI_ABRA_SERVER, CCCI_ZONE, CCCI_INGRESS,",
            "CCCI_CA_FILE, CCCI_LOCK_DIR. docs/doctor.md has the rest.",
            "",
            "Exit codes: 0 all hold, 1 something does not, 2 wrong arguments, 3 nothing is known to be wrong but",
            "something could not be looked at, 142 it took too long, 143 terminated."
        })
public final class DoctorCommand implements Callable<Integer> {
    private static final Duration TIMEOUT = Duration.ofMinutes(20);

    private final Map<String, String> environment = System.getenv();

    @Option(names = "--deep", description = "also deploy a tiny app, look at it, and remove it")
    private boolean deep;

    @Option(
            names = "--image",
            paramLabel = "<image>",
            description = "what the tiny app is made of; it must have busybox. Default: the sandbox's, else"
                    + " busybox:latest")
    private String image;

    @Option(names = "--json", description = "print one JSON object at the end instead of lines")
    private boolean json;

    @Option(names = "--log", paramLabel = "<file>", description = "write every call of a program and its output there")
    private Path log;

    @Override
    public Integer call() {
        var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        var settings = new DoctorSettings(environment, Optional.ofNullable(image));
        try (var lines = log == null ? new PrintWriter(PrintWriter.nullWriter()) : opened(log)) {
            settings.ingress();
            var deadline = Deadline.lasting(TIMEOUT);
            var doctor = Doctor.of(settings, deadline, line -> say(lines, line));
            return Termination.survive(deadline, () -> examine(doctor, out)).code();
        } catch (IllegalArgumentException e) {
            System.err.println("cc-ci doctor: " + e.getMessage());
            return ExitCode.USAGE.code();
        } catch (RunException e) {
            System.err.println("cc-ci doctor: " + e.getMessage());
            return e.exit().code();
        } catch (UncheckedIOException e) {
            System.err.println("cc-ci doctor: " + e.getMessage());
            return ExitCode.ENVIRONMENT.code();
        }
    }

    private ExitCode examine(Doctor doctor, PrintStream out) {
        var report = new TextReport(out, Terminal.STANDARD_OUTPUT.isRich(environment) ? Ansi.ON : Ansi.OFF);
        try {
            var examination = doctor.examine(deep, json ? result -> {} : report::print);
            if (json) {
                out.println(JsonReport.of(examination));
            } else {
                report.print(examination);
            }
            return examination.exit();
        } catch (CancelledException e) {
            System.err.println("cc-ci doctor: " + e.getMessage() + "; what was deployed is torn down");
            return e.why();
        }
    }

    /** Lines come from several threads. */
    private static synchronized void say(PrintWriter lines, String line) {
        lines.println(line);
        lines.flush();
    }

    private static PrintWriter opened(Path file) {
        try {
            return new PrintWriter(Files.newBufferedWriter(file));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }
}
