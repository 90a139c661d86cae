package coop.ccci.sandbox;

import coop.ccci.contract.ExitCode;
import coop.ccci.host.Terminal;
import coop.ccci.sandbox.config.SandboxException;
import coop.ccci.sandbox.config.SandboxSettings;
import coop.ccci.sandbox.part.Sandbox;
import coop.ccci.sandbox.part.gitea.SandboxAccount;
import coop.ccci.sandbox.part.recipe.AskedRecipes;
import coop.ccci.sandbox.plan.ConsoleDisplay;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code ./cc-ci sandbox add}. */
@Command(
        name = "add",
        mixinStandardHelpOptions = true,
        description = {
            "Add sample recipes that `up` leaves out, with those that they need: repository, pull requests and images.",
            "An image is made once, of Debian packages, which takes about a minute; it is kept for every sandbox.",
            "./cc-ci run does this by itself for the recipe that it is to run."
        })
final class AddCommand implements Callable<Integer> {
    @Parameters(arity = "1..*", paramLabel = "<recipe>", description = "a folder of src/sandbox/recipes")
    private List<String> recipes;

    @Override
    public Integer call() {
        var settings = SandboxSettings.of(System.getenv());
        if (new Sandbox(settings).credentials().token(SandboxAccount.BOT).isEmpty()) {
            throw new SandboxException("the sandbox is not up. Bring it up with: ./cc-ci sandbox up");
        }
        new AskedRecipes(settings.home(), settings.folder().recipes()).ask(recipes);
        var sandbox = new Sandbox(settings);
        try (var progress = ConsoleDisplay.onStandardError(Terminal.STANDARD_ERROR.isRich(System.getenv()))) {
            if (sandbox.addRecipes(progress).isEmpty()) {
                return ExitCode.PASSED.code();
            }
        }
        System.err.println("cc-ci: not all of it is there. When the cause is gone, run ./cc-ci sandbox add again.");
        return ExitCode.ENVIRONMENT.code();
    }
}
