package coop.ccci.harness.cli;

import coop.ccci.contract.ExitCode;
import coop.ccci.harness.check.RecipeCheck;
import coop.ccci.harness.enroll.StartingFolder;
import coop.ccci.harness.process.Deadline;
import coop.ccci.harness.process.TemporaryFolder;
import coop.ccci.harness.result.RunException;
import coop.ccci.harness.secret.KnownSecrets;
import coop.ccci.host.ShellQuote;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code enroll}: writes the folder with which a recipe begins in {@code recipe-tests/}. */
@Command(
        name = "enroll",
        mixinStandardHelpOptions = true,
        description =
                "Writes recipe-tests/<recipe>/recipe.yml out of the recipe itself, with comments. Deploys nothing.",
        footer = {
            "",
            "Looked at are the recipe's services, images, health checks, volumes and labels. What only a person can know",
            "is written as a comment. A folder that is there is left as it is.",
            "Where the recipe is cloned from: --src, or as for a run CCCI_RECIPE_SOURCE or GITEA_URL.",
            "",
            "Exit codes: 0 written, 2 there is a folder, or the recipe cannot be read, 3 the recipe cannot be reached."
        })
public final class EnrollCommand implements Callable<Integer> {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._/:@+-]+");
    private static final Duration TIMEOUT = Duration.ofMinutes(10);

    private final Map<String, String> environment = System.getenv();

    @Parameters(
            index = "0",
            paramLabel = "<recipe>",
            description = "the name of the recipe's repository, or its folder, for example ./my-recipe")
    private String recipe;

    @Option(names = "--src", paramLabel = "<url or folder>", description = "where to clone the recipe from [SRC]")
    private String source;

    @Override
    public Integer call() {
        try (var work = TemporaryFolder.make()) {
            return write(new RecipePlace(environment, Optional.ofNullable(source)), work.path())
                    .code();
        } catch (RunException e) {
            System.err.println("cc-ci enroll: " + e.getMessage());
            return (e.exit() == ExitCode.FAILED ? ExitCode.USAGE : e.exit()).code();
        } catch (IllegalArgumentException e) {
            System.err.println("cc-ci enroll: " + e.getMessage());
            return ExitCode.USAGE.code();
        } catch (IOException | UncheckedIOException e) {
            System.err.println("cc-ci enroll: " + e.getMessage());
            return ExitCode.ENVIRONMENT.code();
        }
    }

    private ExitCode write(RecipePlace place, Path work) throws IOException {
        var asked = place.target(recipe);
        var name = asked.name();
        var fetched = place.fetch(asked, Optional.empty(), Optional.empty(), work, Deadline.lasting(TIMEOUT))
                .orElseThrow(() -> RunException.usage("nobody says where " + name
                        + " is: give its folder, or --src, or set CCCI_RECIPE_SOURCE or GITEA_URL"));
        var seen = new RecipeCheck(name, place.noFiles(), fetched.checkout()).profile();
        var folder = place.recipeTests().first().resolve(seen.name().folder());
        var file = folder.resolve("recipe.yml");
        if (Files.exists(folder)) {
            throw RunException.usage(folder + " is there, and is left as it is; ./cc-ci check " + again()
                    + " says what a run would make of it");
        }
        var repository = seen.name().folder().equals(name.value())
                ? Optional.<String>empty()
                : Optional.of(fetched.owner() + "/" + name);
        var before = place.recipeTests().about(seen.name().folder());
        Files.createDirectories(folder);
        Files.writeString(
                file,
                StartingFolder.recipeYml(seen.name().value(), repository, seen.profile()),
                StandardOpenOption.CREATE_NEW);
        System.out.println("wrote " + file);
        before.forEach(other -> System.out.println("from now on " + other + " is not looked at: this one comes first"));
        System.out.println("next: read it, then ./cc-ci check " + again() + ", then ./cc-ci run " + again());
        return ExitCode.PASSED;
    }

    /** The recipe as it was given to this command, for the next one. */
    private String again() {
        var isTold = source != null && KnownSecrets.inAddress(source).isEmpty();
        return word(recipe) + (isTold ? " --src " + word(source) : "");
    }

    private static String word(String text) {
        return PLAIN.matcher(text).matches() ? text : ShellQuote.of(text);
    }
}
