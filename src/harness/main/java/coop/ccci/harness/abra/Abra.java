package coop.ccci.harness.abra;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import coop.ccci.contract.RecipeName;
import coop.ccci.harness.process.Deadline;
import coop.ccci.harness.process.InheritedEnvironment;
import coop.ccci.harness.process.ProcessResult;
import coop.ccci.harness.process.ProcessRunner;
import coop.ccci.harness.process.ProcessSpec;
import coop.ccci.harness.process.ProgramOnPath;
import coop.ccci.harness.process.PseudoTerminal;
import coop.ccci.harness.result.RunException;
import coop.ccci.harness.result.Stopwatch;
import coop.ccci.harness.swarm.RunApp;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * The {@code abra} program in one run's folder. Every call is made with {@code -n}, because nobody is there to answer,
 * and, where it would otherwise fetch or switch the recipe, with {@code -C -o}.
 *
 * <p>Every method throws an {@link AbraException} when abra refuses.
 */
public final class Abra {
    /** Names the app in the environment of every process that works for it, so that a dead run's can be found. */
    public static final String APP_MARK = "CCCI_APP";

    private static final Duration LINT = Duration.ofMinutes(1);
    private static final Duration SHORT = Duration.ofMinutes(2);
    private static final Duration LONG = Duration.ofMinutes(10);

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern LOCAL = Pattern.compile("-[A-Za-z]*l[A-Za-z]*|--local.*");

    private final Path program;
    private final AbraFolder folder;
    private final Map<String, String> environment;
    private final ProcessRunner programs;
    private final Stopwatch stopwatch;
    private final Consumer<RunApp> deployed;

    /**
     * Creates a client of abra.
     *
     * @param program from {@link #find}
     * @param environment the harness's own, of which abra sees a part
     */
    public Abra(
            Path program,
            AbraFolder folder,
            Map<String, String> environment,
            ProcessRunner programs,
            Stopwatch stopwatch) {
        this(program, folder, environment, programs, stopwatch, app -> {});
    }

    /**
     * Creates a client of abra.
     *
     * @param program from {@link #find}
     * @param environment the harness's own, of which abra sees a part
     * @param deployed looks at an app that abra has deployed, and throws when it is not as it should be
     */
    public Abra(
            Path program,
            AbraFolder folder,
            Map<String, String> environment,
            ProcessRunner programs,
            Stopwatch stopwatch,
            Consumer<RunApp> deployed) {
        this.program = program;
        this.folder = folder;
        this.environment = environment;
        this.programs = programs;
        this.stopwatch = stopwatch;
        this.deployed = deployed;
    }

    /**
     * Finds abra on the {@code PATH} of an environment.
     *
     * @throws RunException of the environment when it is not there
     */
    public static Path find(Map<String, String> environment) {
        return ProgramOnPath.find(environment, "abra")
                .orElseThrow(() -> RunException.environment(
                        "abra is not on the PATH; install it from https://docs.coopcloud.tech/abra, or take"
                                + " the sandbox's: eval \"$(./cc-ci sandbox env)\""));
    }

    /**
     * Makes the app's {@code .env} file from the recipe's sample. It may leave the recipe's checkout at another
     * commit: abra moves it to the newest release, {@code -C} or not.
     */
    public void newApp(RecipeName recipe, RunApp app, Deadline deadline) {
        call(
                app,
                SHORT,
                deadline,
                List.of("app", "new", recipe.value(), "-s", folder.server(), "-D", app.domain(), "-n", "-C", "-o"));
    }

    /**
     * Generates every secret of the app that is not there yet. Where there is nothing to generate abra ends with exit
     * code 1 and says so; that is no fault.
     *
     * @return their values, to be hidden; abra prints them in clear, which is why its output is not logged
     */
    public List<String> generateSecrets(RunApp app, Deadline deadline) {
        var arguments = List.of("app", "secret", "generate", app.domain(), "-a", "-m", "-n", "-C", "-o");
        var finished = stopwatch.time(
                Stopwatch.WaitingFor.ABRA,
                () -> programs.run(command(app, vector(arguments), folder.path(), SHORT, false), deadline));
        if (!finished.well() && finished.errors().contains("no secrets generated")) {
            return List.of();
        }
        if (!finished.well()) {
            var fatal = finished.errors()
                    .lines()
                    .filter(line -> line.contains("FATA"))
                    .reduce((earlier, later) -> later);
            throw AbraException.silent("abra app secret generate failed"
                    + fatal.map(line -> ": "
                                    + line.substring(line.indexOf("FATA") + 4).strip())
                            .orElse(" with exit code " + finished.exit()));
        }
        return values(finished.output());
    }

    private static List<String> values(String output) {
        var values = new ArrayList<String>();
        try {
            for (var secret : JSON.readTree(output)) {
                values.add(secret.path("value").asText(""));
            }
        } catch (JsonProcessingException e) {
            throw AbraException.silent("abra app secret generate -m did not print JSON; which abra is this?");
        }
        return values;
    }

    /**
     * Deploys the checkout as it stands, afresh or over the app that runs (an upgrade in place, to any commit), without a look at DNS and without waiting for convergence: the harness waits
     * itself, and says more when it does not come.
     */
    public void deploy(RunApp app, Deadline deadline) {
        call(app, LONG, deadline, List.of("app", "deploy", app.domain(), "-C", "-o", "-n", "-D", "-c"));
        deployed.accept(app);
    }

    /** Runs a function of the recipe's {@code abra.sh} in a service, as abra itself does after a deploy. */
    public void command(RunApp app, PostCommand command, Deadline deadline) {
        var arguments = new ArrayList<>(List.of("app", "command", app.domain(), command.service(), command.function()));
        arguments.addAll(List.of("-n", "-C", "-o"));
        if (!command.arguments().isEmpty()) {
            arguments.add("--");
            arguments.addAll(command.arguments());
        }
        callOnTerminal(app, LONG, deadline, arguments);
    }

    /** Removes the app's services; volumes, secrets and the {@code .env} file stay. */
    public void undeploy(RunApp app, Deadline deadline) {
        call(app, SHORT, deadline, List.of("app", "undeploy", app.domain(), "-n", "-o"));
    }

    /** Removes the app's volumes; refused while a container still uses one. */
    public void removeVolumes(RunApp app, Deadline deadline) {
        call(app, SHORT, deadline, List.of("app", "volume", "rm", app.domain(), "-f", "-n", "-o"));
    }

    /** Removes the app's secrets. */
    public void removeSecrets(RunApp app, Deadline deadline) {
        call(app, SHORT, deadline, List.of("app", "secret", "rm", app.domain(), "-a", "-n", "-C", "-o"));
    }

    /** Removes the app's {@code .env} file and what else abra knows of it; the app must be undeployed. */
    public void removeApp(RunApp app, Deadline deadline) {
        call(app, SHORT, deadline, List.of("app", "rm", app.domain(), "-n", "-f", "-o"));
    }

    /**
     * Holds abra's rules against the recipe as it lies in the folder: with {@code -C} abra neither fetches nor switches
     * it. It draws a table, for which it wants a terminal even with {@code -n}, and its exit code says only whether it
     * could draw it (observed on abra 0.13).
     *
     * @return how it ended and what it said; no exit code is a fault here
     */
    public ProcessResult lint(RecipeName recipe, Deadline deadline) {
        var arguments = List.of("recipe", "lint", recipe.value(), "-n", "-C", "-o");
        var onTerminal = PseudoTerminal.around(vector(arguments));
        var command = new ProcessSpec(onTerminal, folder.path(), environment(), LINT, true);
        return stopwatch.time(Stopwatch.WaitingFor.ABRA, () -> programs.run(command, deadline));
    }

    private void call(RunApp app, Duration atMost, Deadline deadline, List<String> arguments) {
        var command = command(app, vector(arguments), folder.path(), atMost, true);
        done(app, arguments, command, deadline);
    }

    /** Calls abra on a terminal of its own, in its folder. */
    ProcessResult callOnTerminal(RunApp app, Duration atMost, Deadline deadline, List<String> arguments) {
        return callOnTerminal(app, atMost, deadline, folder.path(), arguments);
    }

    /** Calls abra on a terminal of its own. */
    ProcessResult callOnTerminal(
            RunApp app, Duration atMost, Deadline deadline, Path directory, List<String> arguments) {
        var onTerminal = PseudoTerminal.around(vector(arguments));
        return done(app, arguments, command(app, onTerminal, directory, atMost, true), deadline);
    }

    private ProcessResult done(RunApp app, List<String> arguments, ProcessSpec command, Deadline deadline) {
        var finished = stopwatch.time(Stopwatch.WaitingFor.ABRA, () -> programs.run(command, deadline));
        if (!finished.well()) {
            var words = arguments.stream().takeWhile(word -> !word.equals(app.domain()) && !word.startsWith("-"));
            throw AbraException.of("abra " + String.join(" ", words.toList()), finished);
        }
        return finished;
    }

    private List<String> vector(List<String> arguments) {
        requireNothingLocal(arguments);
        var vector = new ArrayList<String>();
        vector.add(program.toString());
        vector.addAll(arguments);
        return vector;
    }

    /** abra can run a function of the recipe's {@code abra.sh} on this machine instead of in a container: never for a run. */
    static void requireNothingLocal(List<String> arguments) {
        arguments.stream()
                .takeWhile(word -> !word.equals("--"))
                .filter(word -> LOCAL.matcher(word).matches())
                .findFirst()
                .ifPresent(word -> {
                    throw new IllegalArgumentException(
                            "abra " + word + " runs the recipe's shell code on this machine; a run never does that");
                });
    }

    private ProcessSpec command(RunApp app, List<String> vector, Path directory, Duration atMost, boolean loud) {
        var seen = environment();
        seen.put(APP_MARK, app.domain());
        return new ProcessSpec(vector, directory, seen, atMost, loud);
    }

    private Map<String, String> environment() {
        var seen = environment(environment);
        seen.put("ABRA_DIR", folder.path().toString());
        return seen;
    }

    /**
     * Returns what abra sees of the environment, but for its folder.
     *
     * @param own the harness's own environment
     * @return a map of the caller's own, to add to
     */
    public static Map<String, String> environment(Map<String, String> own) {
        var seen = InheritedEnvironment.of(own, "DOCKER_HOST", "JAVA_HOME");
        seen.put("TERM", "dumb");
        seen.put("COLUMNS", Integer.toString(PseudoTerminal.COLUMNS));
        return seen;
    }
}
