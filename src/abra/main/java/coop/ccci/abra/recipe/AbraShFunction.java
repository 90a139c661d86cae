package coop.ccci.abra.recipe;

import coop.ccci.abra.process.FatalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * A function of a recipe's {@code abra.sh}, which abra runs inside a service's container.
 *
 * @param name the function
 * @param script the text of the whole file
 */
public record AbraShFunction(String name, String script) {
    /**
     * Finds a function.
     *
     * @param recipe the recipe's folder
     * @throws FatalException when there is no such file or no such function in it
     */
    public static AbraShFunction find(Path recipe, String name) {
        var file = recipe.resolve("abra.sh");
        if (!Files.isRegularFile(file)) {
            throw new FatalException("the recipe has no abra.sh, and so no function " + name);
        }
        try {
            var script = Files.readString(file);
            if (!Pattern.compile("(?m)^\\s*(?:function\\s+)?" + Pattern.quote(name) + "\\s*(?:\\(\\s*\\)|\\{)")
                    .matcher(script)
                    .find()) {
                throw new FatalException("the recipe's abra.sh doesn't have a " + name + " function");
            }
            return new AbraShFunction(name, script);
        } catch (IOException e) {
            throw new FatalException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }
}
