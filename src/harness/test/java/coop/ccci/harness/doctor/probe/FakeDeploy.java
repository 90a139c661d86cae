package coop.ccci.harness.doctor.probe;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.revwalk.RevTag;
import org.eclipse.jgit.revwalk.RevWalk;

/** {@code app deploy} of the fake abra: what it refuses, in abra's order, then services with labels. */
record FakeDeploy(Set<String> lies, FakeSwarm swarm, Path abraDir, String domain, List<String> words) {
    private boolean lies(String id) {
        return lies.contains(id);
    }

    int run() {
        var chaos = words.contains("-C");
        try (var git = Git.open(abraDir.resolve("recipes").resolve("doctor").toFile())) {
            var dirty = !git.status().call().isClean();
            if (dirty && !chaos && !lies("deploy.refuses-dirty")) {
                throw new FakeAbra.Refusal("doctor has locally unstaged changes?");
            }
            if (!chaos && hasLightweightTag(git) && !lies("deploy.refuses-lightweight")) {
                throw new FakeAbra.Refusal("lint error in doctor config: R014");
            }
            var compose = Files.readString(
                    abraDir.resolve("recipes").resolve("doctor").resolve("compose.yml"));
            if (compose.contains("start_period: ${") && !lies("deploy.refuses-duration")) {
                throw new FakeAbra.Refusal("Does not match format 'duration'");
            }
            if (swarm.secrets.isEmpty() && !lies("deploy.needs-secrets")) {
                throw new FakeAbra.Refusal("secret not generated: word");
            }
            if (!swarm.services.isEmpty() && !chaos && !lies("deploy.again")) {
                throw new FakeAbra.Refusal(domain + " is already deployed");
            }
            if (lies("deploy.works")) {
                throw new FakeAbra.Refusal("deploy failed");
            }
            var head = git.getRepository().resolve("HEAD").name().substring(0, 8);
            deploy(compose, dirty && !lies("deploy.marks-changes") ? head + "+U" : head);
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GitAPIException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean hasLightweightTag(Git git) throws IOException, GitAPIException {
        try (var walk = new RevWalk(git.getRepository())) {
            for (var tag : git.tagList().call()) {
                if (!(walk.parseAny(tag.getObjectId()) instanceof RevTag)) {
                    return true;
                }
            }
            return false;
        }
    }

    private void deploy(String compose, String version) throws IOException {
        var stack = domain.replace('.', '_');
        var named = lies("stack.name") ? domain.replace('.', '-') : stack;
        if (lies("deploy.prunes-nothing")) {
            swarm.services.clear();
        }
        swarm.services.put(named + "_app", labels(stack, version));
        if (compose.contains("\n  second:\n")) {
            swarm.services.put(named + "_second", namespace(stack));
        }
        swarm.volumes.add(stack + (lies("volume.name") ? "_other" : "_content"));
        if (!lies("env.rewritten")) {
            var file = abraDir.resolve("servers").resolve("default").resolve(domain + ".env");
            Files.writeString(file, Files.readString(file).replaceFirst("(?m)^RECIPE=.*$", "RECIPE=doctor:" + version));
        }
    }

    private Map<String, String> namespace(String stack) {
        return lies("stack.label") ? Map.of() : Map.of(FakeSwarm.NAMESPACE, stack);
    }

    private Map<String, String> labels(String stack, String version) {
        var labels = new LinkedHashMap<>(namespace(stack));
        var values = Map.of(
                "recipe", "doctor",
                "chaos", "true",
                "chaos-version", version,
                "version", TinyRecipe.RELEASE,
                "timeout", "60");
        values.forEach((word, value) -> {
            if (!lies("label." + word)) {
                labels.put("coop-cloud." + stack + "." + word, value);
            }
        });
        return labels;
    }
}
