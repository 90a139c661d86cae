package coop.ccci.abra.app;

import coop.ccci.abra.FatalException;
import coop.ccci.abra.recipe.RecipeReference;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An app: what one {@code .env} file says.
 *
 * @param name the file's name without {@code .env}, normally the domain
 * @param server the folder it lies in; {@code default} is this machine
 * @param file the file
 * @param env what it says
 */
public record App(String name, String server, Path file, EnvFile env) {
    static App read(Path file) {
        var fileName = file.getFileName().toString();
        var name = fileName.substring(0, fileName.length() - AbraFolder.SUFFIX.length());
        return new App(name, file.getParent().getFileName().toString(), file, EnvFile.read(file));
    }

    /**
     * The recipe that it is made from, and the version where the file pins one.
     *
     * @throws FatalException when the file names none
     */
    public RecipeReference recipe() {
        return env.value("RECIPE")
                .or(() -> env.value("TYPE"))
                .map(RecipeReference::parse)
                .orElseThrow(() -> new FatalException(file + " has no RECIPE= line: add one with the recipe's name"));
    }

    /** The stack that it is deployed as. */
    public StackName stack() {
        return StackName.of(name, env.values());
    }

    /** The domain that it serves, which is its name where its env does not say. */
    public String domain() {
        return env.value("DOMAIN").orElse(name);
    }

    /** The values that its compose files see: its own and {@code STACK_NAME}. */
    public Map<String, String> composeEnv() {
        var all = new LinkedHashMap<>(env.values());
        all.put("STACK_NAME", stack().value());
        return all;
    }

    /** The same app as its file stands after its recipe was pinned; the file is rewritten. */
    public App pinnedTo(String version) {
        var pinned = env.pinnedTo(version);
        pinned.write(file);
        return new App(name, server, file, pinned);
    }
}
