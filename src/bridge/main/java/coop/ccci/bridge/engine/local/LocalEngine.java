package coop.ccci.bridge.engine.local;

import coop.ccci.bridge.config.Configuration;
import coop.ccci.bridge.config.Configuration.RunAccount;
import coop.ccci.bridge.engine.Engine;
import coop.ccci.bridge.engine.RunDirectoryInspector;
import coop.ccci.bridge.engine.RunObservation;
import coop.ccci.bridge.ledger.Run;
import coop.ccci.bridge.reason.EngineFault;
import coop.ccci.bridge.report.ReasonTexts;
import coop.ccci.contract.RunDirectory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.exec.ExecBinding;

/**
 * Starts a harness on this machine, detached from the bridge, and knows of it only by its run directory: its events,
 * its results, and the lock that it holds for as long as it lives.
 */
public final class LocalEngine implements Engine {
    /** A harness that has not written its first event after this long is taken for lost. */
    static final Duration START_TIMEOUT = Duration.ofSeconds(15);

    private final Configuration.Engine settings;
    private final HarnessLauncher start;
    private final Clock clock;

    /** Runs in the configured folder. */
    public LocalEngine(Configuration.Engine settings, HarnessLauncher start, Clock clock) {
        this.settings = settings;
        this.start = start;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "local";
    }

    @Override
    public int capacity() {
        return settings.capacity();
    }

    @Override
    public List<String> problems() {
        var problems = new ArrayList<String>();
        if (!Files.isExecutable(settings.command())) {
            problems.add("there is no program at " + settings.command());
        }
        problems.addAll(
                settings.account().isPresent()
                        ? readable(settings.runs())
                        : RunDirectoryInspector.problems(settings.runs()));
        return problems;
    }

    private static List<String> readable(Path runs) {
        return Files.isReadable(runs) ? List.of() : List.of("CCCI_RUNS_DIR " + runs + " cannot be read");
    }

    @Override
    public RunObservation inspect(Run run) {
        var seen = look(run);
        return seen.isAbsent() ? notShown(run) : seen;
    }

    /** Does the first step of the route {@code local-observe}: returns what the run's harness shows. */
    public RunObservation look(Run run) {
        return RunDirectoryInspector.of(directory(run));
    }

    /** Does the step about a run whose harness has shown nothing: returns whether it may still, or is not there. */
    public RunObservation notShown(Run run) {
        var isFresh = run.launch()
                .map(launch -> clock.instant().isBefore(launch.at().plus(START_TIMEOUT)))
                .orElse(false);
        return isFresh ? new RunObservation.Starting() : new RunObservation.Absent();
    }

    @Override
    public void cancel(Run run) {
        if (settings.account().isPresent()) {
            start.signal(run, "TERM");
        } else {
            RunDirectoryInspector.lockHolders(directory(run)).forEach(ProcessHandle::destroy);
        }
    }

    @Override
    public void kill(Run run) {
        if (settings.account().isPresent()) {
            start.signal(run, "KILL");
        } else {
            RunDirectoryInspector.lockHolders(directory(run)).forEach(ProcessHandle::destroyForcibly);
        }
    }

    private RunDirectory directory(Run run) {
        return RunDirectory.of(settings.runs(), run.id());
    }

    /**
     * The steps of the routes {@code local-start} and {@code local-signal}, and the way to the latter. The harness gets an
     * environment of its own, made of a fixed list of names: nothing that the bridge holds, least of all its token, can leak into
     * a run.
     */
    public static final class HarnessLauncher {
        private static final int MAX_TEXT_LENGTH = 500;
        private static final boolean IS_ROOT = "root".equals(System.getProperty("user.name"));

        private final Configuration.Engine settings;
        private final CamelContext context;
        private ProducerTemplate template;

        /** Starts harnesses by that application's route. */
        public HarnessLauncher(Configuration.Engine settings, CamelContext context) {
            this.settings = settings;
            this.context = context;
        }

        /**
         * Has the account of a run, which is another one, send a signal to whatever holds the run's lock: the bridge may
         * neither see nor end its processes.
         *
         * @throws EngineUnavailableException when that account cannot be had
         */
        void signal(Run run, String signal) {
            var exchange = template().request("direct:local-signal", message -> message.getMessage()
                    .setBody(
                            RunInvocation.of(settings, environment(run), IS_ROOT, List.of("run", "--signal", signal))));
            if (exchange.getException() != null) {
                throw new EngineUnavailableException(
                        "SIG" + signal + " was not sent to run " + run.id() + ": "
                                + exchange.getException().getMessage(),
                        exchange.getException());
            }
        }

        /** Turns a run into the arguments of the program. */
        public void prepare(Message message) {
            toCommand(message, arguments(message.getBody(Run.class)));
        }

        /** Takes the arguments of the program out of the body. */
        public void prepareSignal(Message message) {
            toCommand(message, message.getBody(List.class));
        }

        private static void toCommand(Message message, List<?> arguments) {
            message.removeHeaders("*");
            message.setHeader(ExecBinding.EXEC_COMMAND_ARGS, arguments);
            message.setBody(null);
        }

        /** Turns what the command left into the answer. */
        public void check(Message message) {
            answer(message, failure(message));
        }

        /** Turns what kept the command from being called at all into the answer. */
        public void fail(Exchange exchange) {
            var problem = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
            var fault = failed(Optional.empty(), String.valueOf(problem.getMessage()));
            answer(exchange.getMessage(), Optional.of(fault));
        }

        private static void answer(Message message, Optional<EngineFault> fault) {
            message.removeHeaders("*");
            message.setBody(new LaunchAnswer(fault));
        }

        /**
         * Checks that the command did what it was asked.
         *
         * @throws EngineUnavailableException when it did not
         */
        public void checkSignal(Message message) {
            failure(message).ifPresent(fault -> {
                throw new EngineUnavailableException(ReasonTexts.describe(fault), null);
            });
        }

        private Optional<EngineFault> failure(Message message) {
            var code = Optional.ofNullable(message.getHeader(ExecBinding.EXEC_EXIT_VALUE, Integer.class));
            return code.equals(Optional.of(0))
                    ? Optional.empty()
                    : Optional.of(
                            failed(code, describe(message.getHeader(ExecBinding.EXEC_STDERR, InputStream.class))));
        }

        private EngineFault failed(Optional<Integer> code, String detail) {
            return new EngineFault.CommandFailed(settings.command().toString(), code, detail);
        }

        List<String> arguments(Run run) {
            return RunInvocation.of(settings, environment(run), IS_ROOT, List.of("run", "--detach"));
        }

        private Map<String, String> environment(Run run) {
            var environment = new LinkedHashMap<>(settings.environment());
            environment.put("CCCI_RUNS_DIR", settings.runs().toString());
            environment.put("CCCI_RUN_ID", run.id().toString());
            environment.put("RECIPE", run.recipe().value());
            environment.put("REF", run.commit().value());
            if (run.isOfPullRequest()) {
                environment.put("PR", Integer.toString(run.pullRequest()));
            }
            environment.put("SRC", run.source().toString());
            run.pullRequestTarget().ifPresent(target -> environment.put("CCCI_TARGET", target));
            if (run.mode() == Run.Mode.QUICK) {
                environment.put("CCCI_MODE", run.mode().code());
            }
            return environment;
        }

        private static String describe(InputStream errors) {
            if (errors == null) {
                return "";
            }
            try (errors) {
                return new String(errors.readNBytes(MAX_TEXT_LENGTH), StandardCharsets.UTF_8).strip();
            } catch (IOException e) {
                return "";
            }
        }

        private synchronized ProducerTemplate template() {
            if (template == null) {
                template = context.createProducerTemplate();
            }
            return template;
        }
    }

    /**
     * The arguments of {@code /usr/bin/env} by which a run is started, and told to end: with an environment of its own, made of a
     * fixed list of names, and as its own account where it has one. Who is not root becomes that account by {@code sudo -n}, which
     * an operator has to allow for the program {@code /usr/bin/env} (docs/security.md).
     */
    static final class RunInvocation {
        private RunInvocation() {}

        /**
         * Returns the arguments.
         *
         * @param environment all that the program sees
         * @param isRoot whether the bridge may become any account by itself
         * @param words the arguments of the configured command
         */
        static List<String> of(
                Configuration.Engine settings, Map<String, String> environment, boolean isRoot, List<String> words) {
            var arguments = new ArrayList<String>();
            arguments.add("-i");
            settings.account().ifPresent(account -> {
                arguments.add("PATH=" + environment.getOrDefault("PATH", "/usr/sbin:/usr/bin:/sbin:/bin"));
                arguments.addAll(become(account, isRoot));
                arguments.addAll(List.of("--", "/usr/bin/env", "-i"));
            });
            environment.forEach((name, value) -> arguments.add(name + "=" + value));
            arguments.add(settings.command().toString());
            arguments.addAll(words);
            return arguments;
        }

        private static List<String> become(RunAccount account, boolean isRoot) {
            return isRoot ? List.of("runuser", "-u", account.name()) : List.of("sudo", "-n", "-u", account.name());
        }
    }
}
