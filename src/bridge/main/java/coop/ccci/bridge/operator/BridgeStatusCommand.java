package coop.ccci.bridge.operator;

import coop.ccci.bridge.config.ConfigurationReader;
import coop.ccci.bridge.operator.StatusPage.BridgeStatus;
import coop.ccci.bridge.operator.StatusPage.BridgeStatus.ActiveRun;
import coop.ccci.bridge.operator.StatusPage.BridgeStatus.PartHealth;
import coop.ccci.bridge.report.TimeFormat;
import coop.ccci.contract.ExitCode;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cc-ci status}: what a bridge on this machine does now. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = {
            "Say what the bridge on this machine does now: what runs, what waits and in which order, how each part is.",
            ""
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:all is well",
            "1:a part does not work; what to do is said",
            "2:wrong usage",
            "3:no bridge answers"
        },
        footerHeading = "%nEnvironment:%n",
        footer = {
            "  CCCI_MANAGEMENT_PORT   where the bridge is asked, on 127.0.0.1; default 8091",
            "  CCCI_CONFIG            a properties file that has it"
        })
public final class BridgeStatusCommand implements Callable<Integer> {
    private static final int OK = 200;

    private final Map<String, String> environment;

    @Spec
    private CommandSpec spec;

    @Option(names = "--json", description = "Print what the bridge says, as JSON.")
    private boolean json;

    /** Asks the bridge that the environment of this process names. */
    public BridgeStatusCommand() {
        this(System.getenv());
    }

    BridgeStatusCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        var out = spec.commandLine().getOut();
        var err = spec.commandLine().getErr();
        try {
            var client = new ManagementClient(ConfigurationReader.readManagement(environment));
            var answer = client.send("GET", "/observe/status", new byte[0]);
            if (answer.status() != OK) {
                err.println("cc-ci status: what answers at " + client.base() + " is no bridge of this version: "
                        + answer.status());
                return ExitCode.ENVIRONMENT.code();
            }
            var status = OperatorJson.read(answer.text(), BridgeStatus.class);
            out.print(json ? answer.text() : new StatusText(status).text());
            out.flush();
            return (status.isWell() ? ExitCode.PASSED : ExitCode.FAILED).code();
        } catch (ManagementClient.NoAnswerException | UncheckedIOException e) {
            err.println("cc-ci status: " + e.getMessage());
            return ExitCode.ENVIRONMENT.code();
        }
    }

    /** A status as people read it. */
    static final class StatusText {
        private static final int COMMIT_LENGTH = 8;

        /** More than that nobody reads on a terminal. */
        private static final int MAX_RUNS = 20;

        private final BridgeStatus status;
        private final StringBuilder text = new StringBuilder();

        StatusText(BridgeStatus status) {
            this.status = status;
        }

        String text() {
            line(status.isWell() ? "all is well" : "not working: " + broken() + "; what to do stands below");
            status.pausedSince()
                    .ifPresent(since -> line("paused " + TimeFormat.ago(since, status.at())
                            + ": no run starts until ./cc-ci admin resume"));
            line("");
            line("running  " + status.running().size() + " of " + status.capacity());
            list(
                    status.running(),
                    (place, run) -> "  " + describe(run, "launched")
                            + run.stage().map(stage -> ", at " + stage).orElse(""));
            line("waiting  " + status.waiting().size());
            list(status.waiting(), (place, run) -> "  " + place + ". " + describe(run, "queued"));
            line("");
            line("health");
            status.health().forEach(this::health);
            return text.toString();
        }

        private String broken() {
            return status.health().stream()
                    .filter(part -> !part.isUp())
                    .map(PartHealth::part)
                    .collect(Collectors.joining(", "));
        }

        private void list(List<ActiveRun> runs, BiFunction<Integer, ActiveRun, String> describe) {
            for (var place = 1; place <= Math.min(runs.size(), MAX_RUNS); place++) {
                line(describe.apply(place, runs.get(place - 1)));
            }
            if (runs.size() > MAX_RUNS) {
                line("  and " + (runs.size() - MAX_RUNS) + " more; ./cc-ci status --json has them all");
            }
        }

        private String describe(ActiveRun run, String verb) {
            var commit = run.commit()
                    .substring(0, Math.min(COMMIT_LENGTH, run.commit().length()));
            return "run " + run.run() + "  " + run.repository()
                    + (run.pullRequest() > 0 ? "#" + run.pullRequest() : "") + " at " + commit
                    + (run.author().isEmpty() ? "" : ", asked for by " + run.author()) + ", " + verb + " "
                    + TimeFormat.ago(run.since(), status.at())
                    + (run.isStopping() ? ", being ended" : "");
        }

        private void health(PartHealth part) {
            line("  " + (part.isUp() ? "ok    " : "DOWN  ") + part.part());
            part.message().ifPresent(message -> line("        " + message));
            new TreeMap<>(part.details()).forEach((name, value) -> line("        " + name + ": " + value));
        }

        /** What others wrote may hold what a terminal obeys. */
        private void line(String content) {
            text.append(content.replaceAll("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]+", " "))
                    .append('\n');
        }
    }
}
