package coop.ccci.harness.cli;

import coop.ccci.contract.ExitCode;
import coop.ccci.harness.check.CheckFinding;
import coop.ccci.harness.check.FolderCheck;
import coop.ccci.harness.check.RecipeCheck;
import coop.ccci.harness.process.Deadline;
import coop.ccci.harness.process.Masker;
import coop.ccci.harness.process.ProcessRunner;
import coop.ccci.harness.process.TemporaryFolder;
import coop.ccci.harness.recipe.RecipeFiles;
import coop.ccci.harness.result.RunException;
import coop.ccci.host.Terminal;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code check}: looks at what a recipe brings for cc-ci, and deploys nothing. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description =
                "Looks at a recipe's folder in recipe-tests/, and at the recipe, as a run would. Deploys nothing.",
        footer = {
            "",
            "Read are recipe.yml (its schema), hooks/ (by the shell's parser), functional/ (by the compiler), and of the",
            "recipe its .env.sample and the compose files that it chooses. Where the recipe is cloned from: --src, or as",
            "for a run CCCI_RECIPE_SOURCE or GITEA_URL; without any of them only the folder is looked at.",
            "",
            "Exit codes: 0 a run would begin, 2 a run would end with what is marked ✗, 3 something could not be read."
        })
public final class CheckCommand implements Callable<Integer> {
    private static final Duration TIMEOUT = Duration.ofMinutes(10);

    private final Map<String, String> environment = System.getenv();

    @Parameters(
            index = "0",
            paramLabel = "<recipe>",
            description = "the recipe's name, or its folder, for example ./my-recipe")
    private String recipe;

    @Option(names = "--src", paramLabel = "<url or folder>", description = "where to clone the recipe from [SRC]")
    private String source;

    @Option(
            names = "--ref",
            paramLabel = "<commit>",
            description = "the commit, 40 digits; default: the tip of the default branch")
    private String ref;

    @Override
    public Integer call() {
        try (var work = TemporaryFolder.make()) {
            return look(new RecipePlace(environment, Optional.ofNullable(source)), work.path())
                    .code();
        } catch (RunException e) {
            System.err.println("cc-ci check: " + e.getMessage());
            return e.exit().code();
        } catch (IllegalArgumentException e) {
            System.err.println("cc-ci check: " + e.getMessage());
            return ExitCode.USAGE.code();
        } catch (IOException | UncheckedIOException e) {
            System.err.println("cc-ci check: " + e.getMessage());
            return ExitCode.ENVIRONMENT.code();
        }
    }

    private ExitCode look(RecipePlace place, Path work) {
        var asked = place.target(recipe);
        var name = asked.name();
        var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        var report = new CheckReport(out, Terminal.STANDARD_OUTPUT.isRich(environment) ? Ansi.ON : Ansi.OFF);
        var deadline = Deadline.lasting(TIMEOUT);
        var programs = new ProcessRunner(new Masker(), line -> {});
        var folder = new FolderCheck(name, place.recipeTests(), work.resolve("tests"), programs, environment, deadline)
                .look();
        var own = folder.files()
                .flatMap(RecipeFiles::folder)
                .map(path -> path.getFileName().toString())
                .orElse(name.value());
        report.print("recipe-tests/" + own, folder.findings());
        var files = folder.files().orElseGet(place::noFiles);
        var fetched = place.fetch(asked, files.settings().repository(), Optional.ofNullable(ref), work, deadline);
        if (fetched.isEmpty()) {
            out.println(
                    "the recipe itself was not looked at: give its folder, or --src, or set CCCI_RECIPE_SOURCE or GITEA_URL");
        }
        var ofRecipe = fetched.map(recipe -> new RecipeCheck(name, files, recipe.checkout())
                        .look(recipe.repository(), recipe.hasOlderVersion()))
                .orElse(List.of());
        fetched.ifPresent(
                recipe -> report.print("the recipe at " + recipe.commit().abbreviated(), ofRecipe));
        var wrong = CheckFinding.anyWrong(folder.findings()) || CheckFinding.anyWrong(ofRecipe);
        report.end(wrong);
        return wrong ? ExitCode.USAGE : ExitCode.PASSED;
    }
}
