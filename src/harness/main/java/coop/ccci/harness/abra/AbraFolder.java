package coop.ccci.harness.abra;

import coop.ccci.contract.RecipeName;
import coop.ccci.harness.result.RunException;
import coop.ccci.harness.swarm.RunApp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A run's private {@code ABRA_DIR}: {@code servers/} and {@code catalogue/} lead to the machine's own, {@code recipes/}
 * is new and empty, because two runs, or a person, in one recipe's checkout corrupt one another.
 *
 * @param path the folder
 * @param server the server on which apps are made
 */
public record AbraFolder(Path path, String server) {
    /**
     * Makes the folder.
     *
     * @param path where; must not exist
     * @param canonical the machine's own, for example {@code ~/.abra}
     * @throws RunException of the environment when the machine's own does not know the server
     */
    public static AbraFolder make(Path path, Path canonical, String server) {
        var servers = canonical.resolve("servers");
        if (!Files.isDirectory(servers.resolve(server))) {
            throw RunException.environment("abra knows no server \"" + server + "\": there is no folder "
                    + servers.resolve(server) + "; run: abra server add --local, or set ABRA_DIR or CCCI_ABRA_SERVER");
        }
        try {
            Files.createDirectories(path.resolve("recipes"));
            Files.createSymbolicLink(path.resolve("servers"), servers.toAbsolutePath());
            var catalogue = canonical.resolve("catalogue");
            if (Files.isDirectory(catalogue)) {
                Files.createSymbolicLink(path.resolve("catalogue"), catalogue.toAbsolutePath());
            }
        } catch (IOException e) {
            throw RunException.environment("cannot make the folder " + path + ": " + e.getMessage(), e);
        }
        return new AbraFolder(path, server);
    }

    /** Returns where abra looks for a recipe. */
    public Path recipe(RecipeName recipe) {
        return path.resolve("recipes").resolve(recipe.value());
    }

    /**
     * Lets abra find a recipe under another name, too: by the name in an app's {@code .env} file.
     *
     * @param name the name of a folder
     */
    public void alias(RecipeName recipe, String name) {
        var link = path.resolve("recipes").resolve(name);
        try {
            if (!Files.exists(link)) {
                Files.createSymbolicLink(link, recipe(recipe));
            }
        } catch (IOException e) {
            throw RunException.environment("cannot make the link " + link + ": " + e.getMessage(), e);
        }
    }

    /** Returns the file that makes an app known to abra. */
    public Path envFile(RunApp app) {
        return path.resolve("servers").resolve(server).resolve(app.domain() + ".env");
    }
}
