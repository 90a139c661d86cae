package coop.ccci.abra.app;

import coop.ccci.abra.FatalException;
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
public record AbraFolder(Path path) {
    static final String SUFFIX = ".env";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

    /** The folder that an environment names. */
    public static AbraFolder of(Map<String, String> environment) {
        var chosen = environment.getOrDefault("ABRA_DIR", "");
        return new AbraFolder(
                chosen.isEmpty()
                        ? Path.of(environment.getOrDefault("HOME", "/"), ".abra")
                        : Path.of(chosen).toAbsolutePath());
    }

    /** The checkouts, one folder each. */
    public Path recipes() {
        return path.resolve("recipes");
    }

    /** The catalogue, which may be absent. */
    public Path catalogue() {
        return path.resolve("catalogue").resolve("recipes.json");
    }

    /** The names of the servers, sorted. */
    public List<String> servers() {
        return names(path.resolve("servers"), Files::isDirectory);
    }

    /** All apps, sorted by server and name. */
    public List<App> apps() {
        return servers().stream().flatMap(server -> apps(server).stream()).toList();
    }

    /** The apps of a server, sorted by name. */
    public List<App> apps(String server) {
        var folder = server(server);
        return names(folder, file -> file.getFileName().toString().endsWith(SUFFIX)).stream()
                .map(name -> App.read(folder.resolve(name)))
                .toList();
    }

    /**
     * The app of a name.
     *
     * @throws FatalException when there is none
     */
    public App app(String name) {
        checked(name);
        return servers().stream()
                .map(server -> file(server, name))
                .filter(Files::exists)
                .findFirst()
                .map(App::read)
                .orElseThrow(() -> new FatalException("cannot find app with name " + name + ": there is no "
                        + path.resolve("servers").resolve("*").resolve(name + SUFFIX)));
    }

    /**
     * Where the env file of a new app goes.
     *
     * @throws FatalException when the name cannot be one, the server is not known, or the app is there already
     */
    public Path fileOfNew(String name, String server) {
        checked(name);
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
     * Whether an object of the swarm is an app's by its name: it begins with the app's stack and not with the longer
     * one of another app, as {@code a_b_c_key_v1} does for the apps {@code a.b} and {@code a.b.c}.
     */
    public boolean owns(App app, String objectName) {
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

    private static void checked(String name) {
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
