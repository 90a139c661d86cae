package coop.ccci.sandbox.part.abra;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import coop.ccci.sandbox.part.recipe.RecipeHistory;
import coop.ccci.sandbox.part.recipe.SampleRecipe;
import coop.ccci.sandbox.part.recipe.SampleRepositories;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The recipes that abra knows by name, as Co-op Cloud's {@code recipes.json} has them (the shape is that of abra's
 * {@code pkg/catalogue}). The services of a version are left empty: nothing reads them.
 *
 * @param forge where the repositories are
 * @param recipes the sample recipes
 */
public record Catalogue(URI forge, List<SampleRecipe> recipes) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Returns the text of the file. */
    public String json() {
        var entries = new TreeMap<String, Map<String, Object>>();
        recipes.forEach(recipe -> entries.put(recipe.name().value(), entry(recipe)));
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(entries) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private Map<String, Object> entry(SampleRecipe recipe) {
        var entry = new TreeMap<String, Object>();
        entry.put("name", recipe.name().value());
        entry.put("description", recipe.history().description());
        entry.put("category", "Sample");
        entry.put("default_branch", "main");
        entry.put("repository", forge + "/" + SampleRepositories.repository(recipe) + ".git");
        entry.put("versions", versions(recipe.history()));
        return entry;
    }

    /** Returns one map with one key each, the oldest first. */
    private static List<Map<String, Map<String, String>>> versions(RecipeHistory history) {
        return history.main().stream()
                .flatMap(step -> step.tag().stream())
                .map(tag -> Map.of(tag, Map.<String, String>of()))
                .toList();
    }
}
