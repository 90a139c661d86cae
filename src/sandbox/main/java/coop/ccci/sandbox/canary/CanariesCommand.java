package coop.ccci.sandbox.canary;

import coop.ccci.contract.ExitCode;
import coop.ccci.contract.KernelLock;
import coop.ccci.host.FileTrees;
import coop.ccci.host.Terminal;
import coop.ccci.sandbox.config.SandboxException;
import coop.ccci.sandbox.config.SandboxSettings;
import coop.ccci.sandbox.part.Sandbox;
import coop.ccci.sandbox.plan.ConsoleDisplay;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./cc-ci canaries}. */
@Command(
        name = "canaries",
        mixinStandardHelpOptions = true,
        description = {
            "Run the harness on recipes that must go red, each at its place and with its reason, and on one that must",
            "pass; print what is expected against what is seen.",
            "",
            "The sandbox must be up: ./cc-ci sandbox up. docs/canaries.md tells what each canary is."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:all did what is expected",
            "1:one did not",
            "2:wrong arguments",
            "3:the machine is in the way"
        })
public final class CanariesCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "<name>", description = "only these; default: all", arity = "0..*")
    private List<String> names = List.of();

    @Option(
            names = "--parallel",
            paramLabel = "<n>",
            description = "how many runs at a time; default: as many as there are cores")
    private int parallel = Runtime.getRuntime().availableProcessors();

    @Option(names = "--short", description = "only the few that the tests run")
    private boolean shortForm;

    @Option(names = "--all", description = "all of them, which is the default")
    private boolean all;

    @Override
    public Integer call() {
        if (parallel < 1 || parallel > 32) {
            throw new ParameterException(spec.commandLine(), "--parallel is " + parallel + "; give 1 to 32");
        }
        if (all && (shortForm || !names.isEmpty())) {
            throw new ParameterException(spec.commandLine(), "--all is all of them: leave --short and names out");
        }
        var sandbox = new Sandbox(SandboxSettings.of(System.getenv()));
        var chosen = chosen(Canary.all(sandbox.settings().home()));
        var folder = sandbox.settings().folder().canaries();
        try (var lock = KernelLock.tryAcquire(folder.resolveSibling("canaries.lock"))
                .orElseThrow(() -> new SandboxException(
                        "another ./cc-ci canaries works in " + folder + "; wait for it, or end it"))) {
            assert lock != null;
            FileTrees.delete(folder);
            var began = System.nanoTime();
            List<CanaryResult> outcomes;
            try (var progress = ConsoleDisplay.onStandardError(Terminal.STANDARD_ERROR.isRich(System.getenv()))) {
                outcomes = new Canaries(sandbox, System.getenv(), folder).run(chosen, parallel, progress);
            }
            System.out.print(CanaryTable.text(outcomes, Duration.ofNanos(System.nanoTime() - began), parallel));
            return outcomes.stream().allMatch(CanaryResult::isAsExpected)
                    ? ExitCode.PASSED.code()
                    : ExitCode.FAILED.code();
        }
    }

    private List<Canary> chosen(List<Canary> canaries) {
        var known = canaries.stream().map(each -> each.name().value()).collect(Collectors.toSet());
        var unknown = names.stream().filter(name -> !known.contains(name)).toList();
        if (!unknown.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "there is no canary " + String.join(", ", unknown) + "; there are "
                            + known.stream().sorted().collect(Collectors.joining(", ")));
        }
        return canaries.stream()
                .filter(each -> names.isEmpty() || names.contains(each.name().value()))
                .filter(each -> !shortForm || each.expected().quick())
                .toList();
    }
}
