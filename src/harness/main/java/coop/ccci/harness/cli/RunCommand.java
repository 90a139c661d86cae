package coop.ccci.harness.cli;

import coop.ccci.contract.ExitCode;
import coop.ccci.contract.RunId;
import coop.ccci.harness.process.Deadline;
import coop.ccci.harness.result.Progress;
import coop.ccci.harness.result.RunException;
import coop.ccci.harness.run.Request;
import coop.ccci.harness.run.RunExecution;
import coop.ccci.harness.run.RunFolder;
import coop.ccci.harness.run.RunTimeouts;
import coop.ccci.harness.run.WatchExecution;
import coop.ccci.harness.secret.KnownSecrets;
import coop.ccci.host.Terminal;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code run}: tests one recipe at one commit. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = "Deploys one recipe at one commit, tests it, tears it down, and says what it found.",
        footer = {
            "",
            "Every option may also be given by the environment variable in brackets.",
            "Further variables: CCCI_INGRESS (host:port of the TLS entry point, where DNS does not lead there),",
            "CCCI_CA_FILE (authority to trust besides the system's), CCCI_RECIPE_TESTS, CCCI_RECIPE_SOURCE or",
            "GITEA_URL (where recipes are cloned from), ABRA_DIR, CCCI_ABRA_SERVER, CCCI_LOCK_DIR, DOCKER_HOST,",
            "CCCI_SECRETS_DIR (a folder of secrets that must show nowhere), DOCKER_CONFIG (logins to registries),",
            "CCCI_REGISTRIES (registries, with commas between, for whose images these logins are used, and from which",
            "images are taken although they are on this machine or in its network),",
            "CCCI_KEEP_RUNS and CCCI_RUNS_SIZE (how long, and how much of them, the folders of ended runs are kept:",
            "30d and 10G),",
            "CCCI_OWN_TESTS (recipes, with commas between, whose own tests/cc-ci/ is read),",
            "CCCI_STATE_DIR (what failed before, from which no upgrade begins; default: ~/.local/state/cc-ci).",
            "",
            "Exit codes: 0 passed, 1 failed, 2 wrong arguments or recipe files, 3 the machine or a server that it",
            "needs is at fault, 142 deadline, 143 terminated."
        })
public final class RunCommand implements Callable<Integer> {
    private static final Duration MAX_WATCH = Duration.ofHours(12);
    private static final String WATCHED = "install,functional";
    private static final Pattern DURATION = Pattern.compile("([1-9][0-9]{0,5})([smh])");

    private final Map<String, String> environment = System.getenv();

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "<recipe>",
            description = "the recipe's name, or its folder, for example ./my-recipe [RECIPE]")
    private String recipe;

    @Option(names = "--src", paramLabel = "<url or folder>", description = "where to clone it from [SRC]")
    private String source;

    @Option(
            names = "--ref",
            paramLabel = "<commit>",
            description = "the commit, 40 digits; default: the tip of the default branch [REF]")
    private String ref;

    @Option(names = "--pr", paramLabel = "<number>", description = "the pull request that the commit is of [PR]")
    private String pullRequest;

    @Option(
            names = "--target",
            paramLabel = "<branch>",
            description = "the branch that the pull request is to be merged into; default: the branch that the commit"
                    + " leaves last [CCCI_TARGET]")
    private String target;

    @Option(
            names = "--run-id",
            paramLabel = "<number>",
            description = "the run's number; default: made of the time [CCCI_RUN_ID]")
    private String runId;

    @Option(
            names = "--runs-dir",
            paramLabel = "<folder>",
            description = "where run directories are; default: ~/.local/state/cc-ci/runs [CCCI_RUNS_DIR]")
    private String runs;

    @Option(names = "--zone", paramLabel = "<domain>", description = "the DNS zone of runs' apps [CCCI_ZONE]")
    private String zone;

    @Option(
            names = "--stages",
            paramLabel = "<stages>",
            description = "only these, with commas between them: install, upgrade, backup, restore, functional, lint;"
                    + " the app is deployed in any case; default: all [STAGES]")
    private String stages;

    @Option(
            names = "--mode",
            paramLabel = "<mode>",
            description = "cold: everything; quick: neither backup nor restore; default: cold [CCCI_MODE]")
    private String mode;

    @Option(
            names = "--no-screenshot",
            description = "take no picture of the app's landing page; a picture needs chromium on the PATH and never"
                    + " changes a verdict [CCCI_SCREENSHOT=off]")
    private boolean noScreenshot;

    @Option(
            names = "--watch",
            description =
                    "keep an app up while you work on the recipe's folder: after each change of it, or of its folder"
                            + " in recipe-tests/, deploy over it and go through --stages again (default: install,functional);"
                            + " Ctrl-C takes it away")
    private boolean watch;

    @Option(
            names = "--keep",
            description =
                    "leave an app that failed up for an hour, with the commands to look into it; janitors leave it"
                            + " alone for as long [CCCI_KEEP=on]")
    private boolean keep;

    @Option(
            names = "--deadline",
            paramLabel = "<time>",
            description = "end the run after this time, for example 90s, 45m or 1h; default: 60m [CCCI_DEADLINE]")
    private String deadline;

    @Override
    public Integer call() {
        var clock = Clock.systemUTC();
        // the start of Java belongs to what a run costs, that of a shell that built it before does not
        var startedAt =
                Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime());
        try {
            var asked = RunTarget.of(given(recipe, "RECIPE"), given(source, "SRC"));
            var name = asked.name();
            requireNoLogin();
            var id = given(runId, "CCCI_RUN_ID").map(RunId::parse);
            var longest = given(deadline, "CCCI_DEADLINE")
                    .map(RunCommand::duration)
                    .orElse(watch ? MAX_WATCH : Duration.ofMinutes(60));
            try (var folder = id.isPresent() ? RunFolder.claim(runs(), id.get()) : RunFolder.claimNew(runs(), clock)) {
                var deadline = Deadline.lasting(longest);
                if (watch) {
                    var states = folder.directory().path().resolve("working").toString();
                    var request =
                            request(Optional.of(states), given(stages, "STAGES").or(() -> Optional.of(WATCHED)));
                    var session = new WatchExecution(
                            name, asked.watched(), folder, request, deadline, clock, progress(), RunTimeouts.DEFAULT);
                    return Termination.survive(deadline, session::execute).code();
                }
                var request = request(asked.source(), given(stages, "STAGES"));
                var run = new RunExecution(
                        name, folder, request, deadline, clock, startedAt, progress(), RunTimeouts.DEFAULT);
                return Termination.survive(deadline, run::execute).code();
            }
        } catch (RunException e) {
            System.err.println("cc-ci run: " + e.getMessage());
            return e.exit().code();
        } catch (IllegalArgumentException e) {
            System.err.println("cc-ci run: " + e.getMessage());
            return ExitCode.USAGE.code();
        } catch (UncheckedIOException e) {
            System.err.println("cc-ci run: " + e.getMessage());
            return ExitCode.ENVIRONMENT.code();
        }
    }

    private Request request(Optional<String> from, Optional<String> which) {
        return new Request(
                from,
                given(ref, "REF"),
                given(pullRequest, "PR"),
                given(target, "CCCI_TARGET"),
                given(zone, "CCCI_ZONE"),
                which,
                given(mode, "CCCI_MODE"),
                given(noScreenshot ? "off" : null, "CCCI_SCREENSHOT"),
                given(keep ? "on" : null, "CCCI_KEEP"),
                environment);
    }

    /** Everybody on this machine can read the arguments of its processes, but not their environment. */
    private void requireNoLogin() {
        if (source != null && !KnownSecrets.inAddress(source).isEmpty()) {
            throw RunException.usage(
                    "the address in --src has a login in it, which everybody on this machine can read; give"
                            + " it by the variable SRC instead");
        }
    }

    private Optional<String> given(String option, String variable) {
        return Optional.ofNullable(option)
                .or(() -> Optional.ofNullable(environment.get(variable)))
                .filter(value -> !value.isBlank());
    }

    private Path runs() {
        try {
            return given(runs, "CCCI_RUNS_DIR")
                    .map(Path::of)
                    .orElseGet(() -> state().resolve("cc-ci").resolve("runs"))
                    .toAbsolutePath();
        } catch (InvalidPathException e) {
            throw RunException.usage("--runs-dir (CCCI_RUNS_DIR) is not a path: " + e.getMessage());
        }
    }

    private Path state() {
        return given(null, "XDG_STATE_HOME")
                .map(Path::of)
                .orElse(Path.of(System.getProperty("user.home"), ".local", "state"));
    }

    private static Duration duration(String text) {
        var form = DURATION.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException("\"" + text
                    + "\" is not a deadline: give a whole number and s, m or h, for example 45m (--deadline,"
                    + " CCCI_DEADLINE)");
        }
        var number = Long.parseLong(form.group(1));
        return switch (form.group(2)) {
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            default -> Duration.ofHours(number);
        };
    }

    private Progress progress() {
        return Terminal.STANDARD_OUTPUT.isRich(environment)
                ? new LiveProgress(System.out)
                : new PlainProgress(System.out);
    }
}
