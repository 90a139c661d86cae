package coop.ccci.abra.app;

import coop.ccci.abra.process.FatalException;
import coop.ccci.abra.recipe.RecipeReference;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An app as one {@code .env} file defines it.
 *
 * @param name the file's name without {@code .env}, normally the domain
 * @param server the folder it lies in; {@code default} is this machine
 * @param file the file
 * @param env its content
 */
public record AppDefinition(String name, String server, Path file, AppEnvFile env) {
    static AppDefinition read(Path file) {
        var fileName = file.getFileName().toString();
        var name = fileName.substring(0, fileName.length() - AbraDir.SUFFIX.length());
        return new AppDefinition(name, file.getParent().getFileName().toString(), file, AppEnvFile.read(file));
    }

    /**
     * Returns the recipe that it is made from, and the version where the file pins one.
     *
     * @throws FatalException when the file names none
     */
    public RecipeReference recipe() {
        return env.value("RECIPE")
                .or(() -> env.value("TYPE"))
                .map(RecipeReference::parse)
                .orElseThrow(() -> new FatalException(file + " has no RECIPE= line: add one with the recipe's name"));
    }

    /** Returns the stack that it is deployed as. */
    public StackName stack() {
        return StackName.of(name, env.values());
    }

    /** Returns the domain that it serves, which is its name where its env does not say. */
    public String domain() {
        return env.value("DOMAIN").orElse(name);
    }

    /** Returns the values that its compose files see: its own and {@code STACK_NAME}. */
    public Map<String, String> composeEnv() {
        var all = new LinkedHashMap<>(env.values());
        all.put("STACK_NAME", stack().value());
        return all;
    }

    /** Returns the same app as its file stands after its recipe was pinned; the file is rewritten. */
    public AppDefinition pinnedTo(String version) {
        var pinned = env.pinnedTo(version);
        pinned.write(file);
        return new AppDefinition(name, server, file, pinned);
    }
}
