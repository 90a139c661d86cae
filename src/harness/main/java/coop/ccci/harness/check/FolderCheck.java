package coop.ccci.harness.check;

import coop.ccci.contract.RecipeFolders;
import coop.ccci.contract.RecipeName;
import coop.ccci.contract.Tier;
import coop.ccci.harness.compose.ComposeOverlay;
import coop.ccci.harness.compose.PreviousRepair;
import coop.ccci.harness.dependency.NeededRecipe;
import coop.ccci.harness.functional.RecipeTests;
import coop.ccci.harness.functional.TestSources;
import coop.ccci.harness.hooks.Hook;
import coop.ccci.harness.process.Deadline;
import coop.ccci.harness.process.InheritedEnvironment;
import coop.ccci.harness.process.ProcessRunner;
import coop.ccci.harness.process.ProcessSpec;
import coop.ccci.harness.recipe.RecipeFiles;
import coop.ccci.harness.recipe.Suggestion;
import coop.ccci.harness.result.RunException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Looks at {@code recipe-tests/<recipe>/}: {@code recipe.yml} against its schema, the tests by the compiler, the hooks by
 * the shell's own parser, and whether there is anything that nothing reads.
 */
public final class FolderCheck {
    private static final Duration PARSING = Duration.ofSeconds(30);
    private static final String HOOKS = "hooks";
    private static final Set<String> READ =
            Set.of("recipe.yml", HOOKS, TestSources.FOLDER, ComposeOverlay.NAME, PreviousRepair.FOLDER);
    private static final List<String> HOOK_FILES =
            Arrays.stream(Hook.values()).map(Hook::file).toList();

    private final RecipeName recipe;
    private final RecipeFolders all;
    private final Path work;
    private final ProcessRunner programs;
    private final Map<String, String> environment;
    private final Deadline deadline;

    /**
     * Makes ready.
     *
     * @param all where recipes' folders are
     * @param work an empty folder, to compile in
     * @param environment this process's own
     */
    public FolderCheck(
            RecipeName recipe,
            RecipeFolders all,
            Path work,
            ProcessRunner programs,
            Map<String, String> environment,
            Deadline deadline) {
        this.recipe = recipe;
        this.all = all;
        this.work = work;
        this.programs = programs;
        this.environment = Map.copyOf(environment);
        this.deadline = deadline;
    }

    /**
     * What a look at a folder came to.
     *
     * @param files what a run would read; empty where it would end with it
     */
    public record FolderReport(Optional<RecipeFiles> files, List<CheckFinding> findings) {
        /** Copies what could change. */
        public FolderReport {
            findings = List.copyOf(findings);
        }
    }

    /**
     * Looks.
     *
     * @throws RunException of the environment when a file cannot be read
     */
    public FolderReport look() {
        var found = new FindingList();
        var files = found.attempt(() -> RecipeFiles.read(all, recipe));
        // A recipe.yml that is wrong says nothing about the files beside it.
        var folder = files.map(RecipeFiles::folder).orElseGet(() -> Optional.of(all.home(recipe.value())));
        files.ifPresent(read -> settings(read, found));
        files.filter(read -> !read.settings().dependencies().isEmpty()).ifPresent(read -> dependencies(read, found));
        folder.filter(Files::isDirectory).ifPresent(own -> {
            unread(own, found);
            hooks(own, found);
            tests(own, files, found);
        });
        return new FolderReport(files, found.all());
    }

    private static void settings(RecipeFiles files, FindingList found) {
        if (files.folder().isEmpty()) {
            found.remark(
                    "there is no folder for it in recipe-tests/: the generic tiers run with the defaults, and the rung"
                            + " functional stays unverified");
            return;
        }
        var says = files.settings().describe();
        found.good(
                "recipe.yml: " + (says.isEmpty() ? "nothing that differs from the defaults" : String.join("; ", says)));
        files.overlay().ifPresent(overlay -> found.good(overlay.describe()));
        files.previous().ifPresent(repair -> found.good(repair.describe()));
    }

    private void dependencies(RecipeFiles files, FindingList found) {
        found.attempt(() -> NeededRecipe.of(recipe, files, name -> RecipeFiles.read(all, name)))
                .ifPresent(needed -> found.good("deployed first: "
                        + String.join(
                                ", ",
                                needed.stream().map(one -> one.recipe().value()).toList())));
    }

    private static void unread(Path folder, FindingList found) {
        for (var name : names(folder)) {
            if (!READ.contains(name)
                    && !name.startsWith(".")
                    && !name.startsWith("README")
                    && !name.endsWith(".java")) {
                found.wrong(name + ": nothing reads this file"
                        + Suggestion.of(name, READ)
                                .map(near -> "; did you mean " + near + "?")
                                .orElse("; read are recipe.yml, compose.ccci.yml, hooks/, functional/, previous/ and "
                                        + String.join(", ", TestSources.filesOfTiers())
                                        + ", and a README is for people"));
            }
        }
    }

    private void hooks(Path folder, FindingList found) {
        var hooks = folder.resolve(HOOKS);
        if (!Files.isDirectory(hooks)) {
            return;
        }
        for (var name : names(hooks)) {
            if (!HOOK_FILES.contains(name)) {
                found.wrong(HOOKS + "/" + name + ": nothing runs this file"
                        + Suggestion.of(name, HOOK_FILES)
                                .map(near -> "; did you mean " + near + "?")
                                .orElse("; hooks are called " + String.join(", ", HOOK_FILES)));
            } else {
                parse(folder, HOOKS + "/" + name, found);
            }
        }
    }

    private void parse(Path folder, String script, FindingList found) {
        var said = programs.run(
                new ProcessSpec(
                        List.of("sh", "-n", script), folder, InheritedEnvironment.of(environment), PARSING, false),
                deadline);
        if (said.well()) {
            found.good(script + ": the shell can read it");
        } else {
            found.wrong(said.errors().lines().findFirst().orElse(script + ": the shell cannot read it"));
        }
    }

    private void tests(Path folder, Optional<RecipeFiles> files, FindingList found) {
        found.attempt(() -> RecipeTests.of(Optional.of(folder), work)).ifPresent(tests -> {
            if (tests.sources().isPresent()) {
                found.attempt(() -> tests.compile(tests.sources().get())).ifPresent(compiled -> {
                    if (compiled.names().values().stream().anyMatch(List::isEmpty)) {
                        found.wrong(
                                TestSources.FOLDER + "/ holds no test, which fails a run: call a file …Test.java, or"
                                        + " take the folder away");
                    } else {
                        found.good(tests.describe().orElseThrow() + ": compiled");
                    }
                });
            }
            if (!tests.areFor(Tier.FUNCTIONAL::equals)
                    && files.map(read -> read.settings().checks().isEmpty()).orElse(false)) {
                found.remark("neither checks: in recipe.yml nor tests in " + TestSources.FOLDER
                        + "/: the rung functional stays unverified, and the level at 3 at most");
            }
        });
    }

    private static List<String> names(Path folder) {
        try (var entries = Files.list(folder)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw RunException.environment("cannot read " + folder + ": " + e.getMessage(), e);
        }
    }
}
