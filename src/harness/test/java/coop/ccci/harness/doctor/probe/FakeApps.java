package coop.ccci.harness.doctor.probe;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;

/** {@code app ls}, {@code app new} and {@code app rm} of the fake abra: the files of the apps under its folder. */
record FakeApps(Set<String> lies, FakeSwarm swarm, Path abraDir, Map<String, String> environment, List<String> words) {
    private boolean lies(String id) {
        return lies.contains(id);
    }

    Map<String, Object> list() {
        var servers = abraDir.resolve("servers");
        var blind = lies("folder.abra-dir")
                || (lies("folder.home") && !environment.containsKey("ABRA_DIR"))
                || (lies("folder.links") && Files.isSymbolicLink(servers) && !words.contains("-S"));
        var apps = new ArrayList<Object>();
        if (!blind) {
            try (var files = Files.list(servers.resolve("default"))) {
                files.sorted().forEach(file -> apps.add(app(file)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return Map.of("default", Map.of("apps", apps, "appCount", apps.size()));
    }

    private Map<String, Object> app(Path file) {
        var name = file.getFileName().toString().replace(".env", "");
        var pinned = AbraProbes.read(file).lines().findFirst().orElse("").replace("RECIPE=", "");
        var app = new LinkedHashMap<String, Object>();
        app.put("appName", name);
        app.put("recipe", lies("folder.pin") ? pinned : pinned.replaceFirst(":.*", ""));
        app.put("status", words.contains("-S") && !swarm.services.isEmpty() ? "deployed" : "unknown");
        app.put("chaos", lies("app-ls.status") ? true : "true");
        if (!lies("app-ls.shape")) {
            app.put("domain", name);
        }
        return app;
    }

    int make(List<String> command) {
        var domain = words.get(words.indexOf("-D") + 1);
        var file = abraDir.resolve("servers").resolve("default").resolve(domain + ".env");
        var chaos = words.contains("-C");
        var version = command.size() > 3 && command.get(3).equals(TinyRecipe.RELEASE);
        if (chaos && version && !lies("app-new.version-or-chaos")) {
            return FakeAbra.fail("cannot use [version] and --chaos together");
        }
        if (Files.exists(file) && !lies("app-new.twice")) {
            return FakeAbra.fail(file + " already exists?");
        }
        if (lies("deep.ready") && environment.containsKey("CCCI_APP")) {
            return FakeAbra.fail("no space left on device");
        }
        var recipe = abraDir.resolve("recipes").resolve("doctor");
        try {
            if (!chaos && !lies("app-new.moves")) {
                try (var git = Git.open(recipe.toFile())) {
                    git.checkout().setName(TinyRecipe.RELEASE).call();
                }
            }
            var sample = Files.readString(recipe.resolve(".env.sample"));
            Files.writeString(
                    file,
                    sample.replace("doctor.example.com", lies("app-new.file") ? "doctor.example.com" : domain)
                            .replace(
                                    "RECIPE=doctor",
                                    lies("app-new.pins") ? "RECIPE=doctor" : "RECIPE=doctor:1.0.0+1.0.0"));
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GitAPIException e) {
            throw new IllegalStateException(e);
        }
    }

    int remove(String domain) {
        var servers = abraDir.resolve("servers");
        var file = servers.resolve("default").resolve(domain + ".env");
        if (!swarm.services.isEmpty()) {
            return lies("rm.deployed") ? 0 : FakeAbra.fail("still deployed");
        }
        try {
            if (lies("deep.nothing-left")) {
                Files.createDirectories(
                        servers.resolve("other").resolve(domain + ".env").resolve("stuck"));
            }
            if (!lies("rm.removes")) {
                Files.deleteIfExists(file);
                swarm.secrets.clear();
            }
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
