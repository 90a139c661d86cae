package coop.ccci.sandbox.demo;

import coop.ccci.contract.ExitCode;
import coop.ccci.host.Terminal;
import coop.ccci.host.Waiter;
import coop.ccci.sandbox.config.EngineChoice;
import coop.ccci.sandbox.config.EngineOption;
import coop.ccci.sandbox.config.SandboxException;
import coop.ccci.sandbox.config.SandboxSettings;
import coop.ccci.sandbox.part.Sandbox;
import coop.ccci.sandbox.part.gitea.GiteaAccounts;
import coop.ccci.sandbox.part.gitea.GiteaApi;
import coop.ccci.sandbox.part.gitea.SandboxAccount;
import coop.ccci.sandbox.plan.ConsoleDisplay;
import coop.ccci.sandbox.plan.ProgressDisplay;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./cc-ci demo}. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Bring up the sandbox, start the bridge, comment !testme on three pull requests of the sample recipe,",
            "follow them to their verdicts, and stay up to be looked at.",
            "",
            "With --engine drone the runs are builds of a real Drone.",
            "",
            "With --host a whole host is tried instead, once: the units that NixOS would have, in a container, bring up",
            "swarm, proxy, Drone, bridge, dashboard and backup bot, and a !testme goes through them. It needs root, and a",
            "sandbox that is down, which is brought up for it and taken down afterwards.",
            "",
            "The sandbox stays when the demo ends; ./cc-ci sandbox down takes it away."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:the verdicts are what they should be", "1:they are not", "3:the machine is in the way"},
        footerHeading = "%nEnvironment:%n",
        footer = {
            "  CCCI_HTTP_PORT        port of the dashboard; default 8090",
            "  CCCI_MANAGEMENT_PORT  port of health and metrics; default 8091",
            "  POLL_INTERVAL         how often the bridge asks Gitea; default 2s",
            "and those of ./cc-ci sandbox --help"
        })
public final class DemoCommand implements Callable<Integer> {
    private static final GiteaApi.RepositoryName REPOSITORY =
            new GiteaApi.RepositoryName(GiteaAccounts.ORGANISATION, "custom-html");
    private static final List<DemoCase> EXPECTED = List.of(
            new DemoCase(1, SandboxAccount.MAYA, "passed"),
            new DemoCase(2, SandboxAccount.MAYA, "failed"),
            new DemoCase(3, SandboxAccount.NILS, "refused"));
    private static final Duration POLL_INTERVAL = Duration.ofMillis(250);

    @Mixin
    private EngineOption engine;

    @Option(names = "--once", description = "End after the verdicts instead of staying up.")
    private boolean once;

    @Option(names = "--host", description = "Try a whole host.")
    private boolean host;

    @Option(
            names = "--beside",
            description = "With --host: beside a sandbox that is up, with its proxy and its backup bot, which stay.")
    private boolean beside;

    @Option(
            names = "--timeout",
            paramLabel = "<minutes>",
            description = "How long to wait for the verdicts; default ${DEFAULT-VALUE} minutes.",
            defaultValue = "10")
    private int timeoutMinutes;

    @Override
    public Integer call() {
        if (host) {
            return tryHost();
        }
        var sandbox = new Sandbox(engine.in(SandboxSettings.of(System.getenv())));
        var options = bridgeOptions(sandbox, System.getenv());
        sandbox.settings().folder().make();
        try (var lock = DemoLock.acquireForDemo(
                sandbox.settings().folder(), options.pages().toString())) {
            assert lock != null;
            return run(sandbox, options);
        }
    }

    private int tryHost() {
        var settings = SandboxSettings.of(System.getenv());
        settings.folder().make();
        HostNames.use(settings);
        try (var lock = DemoLock.acquireForDemo(settings.folder(), "https://" + settings.zone());
                var demo = new HostDemo(settings, beside)) {
            assert lock != null;
            return demo.run(!once);
        }
    }

    private int run(Sandbox sandbox, BridgeProcess.Options options) {
        var started = start(sandbox, options);
        if (started.isEmpty()) {
            System.err.println("cc-ci: the sandbox is not up. When the cause is gone, run ./cc-ci demo again.");
            return ExitCode.ENVIRONMENT.code();
        }
        try (var bridge = started.get()) {
            endWithUs(bridge);
            var conversations = converse(sandbox, bridge);
            System.out.print(VerdictTable.text(conversations, bridge.pages()));
            if (!once) {
                stayUp(bridge);
            }
            return conversations.stream().allMatch(Conversation::isAsExpected)
                    ? ExitCode.PASSED.code()
                    : ExitCode.FAILED.code();
        }
    }

    private static Optional<BridgeProcess> start(Sandbox sandbox, BridgeProcess.Options options) {
        try (var progress = ConsoleDisplay.onStandardError(Terminal.STANDARD_ERROR.isRich(System.getenv()))) {
            var problems = sandbox.up(progress);
            return problems.isEmpty() ? Optional.of(startBridge(sandbox, options, progress)) : Optional.empty();
        }
    }

    private BridgeProcess.Options bridgeOptions(Sandbox sandbox, Map<String, String> environment) {
        var folder = sandbox.settings().folder();
        return new BridgeProcess.Options(
                sandbox.settings().home(),
                engine.orElse(EngineChoice.LOCAL),
                folder.bridge(),
                folder.runs(),
                port(environment, "CCCI_HTTP_PORT", 8090),
                port(environment, "CCCI_MANAGEMENT_PORT", 8091),
                environment.getOrDefault("POLL_INTERVAL", "2s"));
    }

    private static BridgeProcess startBridge(Sandbox sandbox, BridgeProcess.Options options, ProgressDisplay progress) {
        var line = progress.begin("bridge");
        line.doing("starting");
        try {
            var bridge = BridgeProcess.start(sandbox.exports().environment(System.getenv()), options);
            line.done("dashboard on " + bridge.pages() + ", log in " + options.log());
            return bridge;
        } catch (SandboxException e) {
            line.failed("did not start");
            throw e;
        }
    }

    /** Ctrl-C and TERM end the bridge too; its runs go on to their own end. */
    private static void endWithUs(BridgeProcess bridge) {
        Runtime.getRuntime().addShutdownHook(new Thread(bridge::close, "end the bridge"));
    }

    private List<Conversation> converse(Sandbox sandbox, BridgeProcess bridge) {
        var conversations = new ArrayList<Conversation>();
        try (var progress = ConsoleDisplay.onStandardError(Terminal.STANDARD_ERROR.isRich(System.getenv()))) {
            EXPECTED.forEach(expected -> conversations.add(begin(sandbox, expected, progress)));
            Waiter.sleeping(POLL_INTERVAL)
                    .until(Duration.ofMinutes(timeoutMinutes), () -> !bridge.isRunning() || allSettled(conversations));
            conversations.forEach(Conversation::giveUp);
        }
        return conversations;
    }

    private static Conversation begin(Sandbox sandbox, DemoCase expected, ProgressDisplay progress) {
        var forge = new GiteaApi(sandbox.credentials()
                .as(expected.commenter(), sandbox.settings().gitea()));
        var pullRequest = forge.pullRequest(REPOSITORY, expected.number())
                .orElseThrow(() -> new SandboxException("the sample repository " + REPOSITORY + " has no pull request "
                        + expected.number() + "; take the sandbox down and up again"));
        return Conversation.begin(forge, REPOSITORY, pullRequest, expected, InstantSource.system(), progress);
    }

    private static boolean allSettled(List<Conversation> conversations) {
        var settled = true;
        for (var conversation : conversations) {
            settled &= conversation.poll();
        }
        return settled;
    }

    private static void stayUp(BridgeProcess bridge) {
        System.out.printf(
                "%nWrite more comments if you like: log in to Gitea as %s, the password is in ./cc-ci sandbox env.%n"
                        + "Ctrl-C ends the bridge; ./cc-ci sandbox down takes everything else away.%n",
                SandboxAccount.MAYA.login());
        bridge.awaitEnd();
    }

    private static int port(Map<String, String> environment, String key, int otherwise) {
        return environment.getOrDefault(key, "").isBlank() ? otherwise : SandboxSettings.port(environment, key);
    }
}
