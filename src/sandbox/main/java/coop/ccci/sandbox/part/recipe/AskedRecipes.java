package coop.ccci.sandbox.part.recipe;

import coop.ccci.sandbox.config.SandboxException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Which of the sample recipes a sandbox has. Those on demand, whose images are large, are left out until somebody asks for
 * one; from then on they belong to the sandbox like all others.
 *
 * @param home the checkout
 * @param folder the sandbox's folder of recipes, which remembers what was asked for
 */
public record AskedRecipes(Path home, Path folder) {
    private static final String ASKED = ".asked";

    /** Returns the recipes that the sandbox has, by name. */
    public List<SampleRecipe> present() {
        return SampleRecipe.all(home).stream()
                .filter(recipe -> !recipe.history().onDemand() || Files.exists(mark(recipe)))
                .toList();
    }

    /**
     * Remembers that recipes are wanted, with those that they need.
     *
     * @param names of recipes
     * @throws SandboxException naming what there is, when there is no such recipe
     */
    public void ask(List<String> names) {
        var all = SampleRecipe.all(home).stream()
                .collect(
                        Collectors.toMap(recipe -> recipe.name().value(), recipe -> recipe, (a, b) -> a, TreeMap::new));
        var asked = new LinkedHashMap<String, SampleRecipe>();
        names.forEach(name -> add(name, all, asked));
        try {
            Files.createDirectories(folder);
            for (var recipe : asked.values()) {
                if (recipe.history().onDemand() && !Files.exists(mark(recipe))) {
                    Files.createFile(mark(recipe));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void add(String name, Map<String, SampleRecipe> all, Map<String, SampleRecipe> asked) {
        var recipe = all.get(name);
        if (recipe == null) {
            throw new SandboxException(
                    "there is no sample recipe \"" + name + "\"; there are " + String.join(", ", all.keySet()));
        }
        if (asked.putIfAbsent(name, recipe) == null) {
            recipe.history().needs().forEach(need -> add(need, all, asked));
        }
    }

    private Path mark(SampleRecipe recipe) {
        return folder.resolve(recipe.name() + ASKED);
    }
}
