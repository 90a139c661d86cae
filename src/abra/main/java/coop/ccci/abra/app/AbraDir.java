package coop.ccci.abra.app;

import coop.ccci.abra.process.FatalException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The folder of everything that abra keeps: {@code servers/<server>/<app>.env}, {@code recipes/<recipe>/} and
 * {@code catalogue/recipes.json}. Each of the three may be a symbolic link.
 *
 * @param path {@code $ABRA_DIR}, by default {@code ~/.abra}
 */
public record AbraDir(Path path) {
    static final String SUFFIX = ".env";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

    /** Returns the folder that an environment names. */
    public static AbraDir of(Map<String, String> environment) {
        var chosen = environment.getOrDefault("ABRA_DIR", "");
        return new AbraDir(
                chosen.isEmpty()
                        ? Path.of(environment.getOrDefault("HOME", "/"), ".abra")
                        : Path.of(chosen).toAbsolutePath());
    }

    /** Returns the checkouts, one folder each. */
    public Path recipes() {
        return path.resolve("recipes");
    }

    /** Returns the catalogue, which may be absent. */
    public Path catalogue() {
        return path.resolve("catalogue").resolve("recipes.json");
    }

    /** Returns the names of the servers, sorted. */
    public List<String> servers() {
        return names(path.resolve("servers"), Files::isDirectory);
    }

    /** Returns all apps, sorted by server and name. */
    public List<AppDefinition> apps() {
        return servers().stream().flatMap(server -> apps(server).stream()).toList();
    }

    /** Returns the apps of a server, sorted by name. */
    public List<AppDefinition> apps(String server) {
        var folder = server(server);
        return names(folder, file -> file.getFileName().toString().endsWith(SUFFIX)).stream()
                .map(name -> AppDefinition.read(folder.resolve(name)))
                .toList();
    }

    /**
     * Returns the app of a name.
     *
     * @throws FatalException when there is none
     */
    public AppDefinition app(String name) {
        requireValidName(name);
        return servers().stream()
                .map(server -> file(server, name))
                .filter(Files::exists)
                .findFirst()
                .map(AppDefinition::read)
                .orElseThrow(() -> new FatalException("cannot find app with name " + name + ": there is no "
                        + path.resolve("servers").resolve("*").resolve(name + SUFFIX)));
    }

    /**
     * Returns where the env file of a new app goes.
     *
     * @throws FatalException when the name cannot be one, the server is not known, or the app is there already
     */
    public Path fileOfNew(String name, String server) {
        requireValidName(name);
        if (!servers().contains(server)) {
            throw new FatalException(
                    "unknown server " + server + ": known are " + servers() + ", run abra server add to add one");
        }
        var file = file(server, name);
        if (Files.exists(file)) {
            throw new FatalException(file + " already exists: choose another domain or remove the app");
        }
        return file;
    }

    /**
     * Returns whether an object of the swarm is an app's by its name: it begins with the app's stack and not with the longer
     * one of another app, as {@code a_b_c_key_v1} does for the apps {@code a.b} and {@code a.b.c}.
     */
    public boolean owns(AppDefinition app, String objectName) {
        var prefix = app.stack().member("");
        return objectName.startsWith(prefix)
                && names(
                                server(app.server()),
                                file -> file.getFileName().toString().endsWith(SUFFIX))
                        .stream()
                        .map(name -> StackName.of(name.substring(0, name.length() - SUFFIX.length()), Map.of())
                                .member(""))
                        .noneMatch(other -> other.length() > prefix.length() && objectName.startsWith(other));
    }

    private Path file(String server, String app) {
        return server(server).resolve(app + SUFFIX);
    }

    private Path server(String server) {
        return path.resolve("servers").resolve(server);
    }

    private static void requireValidName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new FatalException("\"" + name + "\" cannot be an app's name: give its domain");
        }
    }

    private static List<String> names(Path folder, Predicate<Path> wanted) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var files = Files.list(folder)) {
            return files.filter(wanted)
                    .map(file -> file.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + folder + ": " + e.getMessage(), e);
        }
    }
}
