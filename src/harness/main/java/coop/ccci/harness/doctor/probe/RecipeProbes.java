package coop.ccci.harness.doctor.probe;

import coop.ccci.harness.doctor.Assumptions;
import coop.ccci.harness.doctor.Finding;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;

/** Looks at what abra does with a recipe, in a folder of our own; nothing is deployed. */
final class RecipeProbes {
    private static final String DOMAIN = "new.doctor.example.com";

    private final AbraCalls abra;
    private final ProbeWorkspace workspace;

    RecipeProbes(AbraCalls abra, ProbeWorkspace workspace) {
        this.abra = abra.in(workspace.abra());
        this.workspace = workspace;
    }

    Map<String, Probe> all() {
        return Map.of(
                "recipe-fetch.at-hand", this::fetch,
                "recipe-versions.shape", this::versions,
                "app-new.file", this::file,
                "app-new.pins", this::pins,
                "app-new.moves", this::moves,
                "app-new.twice", this::twice,
                "app-new.version-or-chaos", this::versionOrChaos);
    }

    private Finding fetch() {
        var said = abra.call("recipe", "fetch", ProbeWorkspace.RECIPE, "-n");
        workspace.restore();
        return Finding.when(said.well(), said.describe());
    }

    private Finding versions() {
        var said = abra.call("recipe", "versions", ProbeWorkspace.RECIPE, "-m", "-n", "-o");
        var first = said.json().path(0);
        var well = said.json().isArray()
                && Assumptions.expectation("recipe-versions.shape").keys().stream()
                        .allMatch(first::has);
        return Finding.when(
                well,
                well
                        ? "as said"
                        : said.describe() + ": "
                                + AbraCalls.Said.cut(said.output().strip()));
    }

    private AbraCalls.Said newApp(String... more) {
        var words = new java.util.ArrayList<>(List.of("app", "new", ProbeWorkspace.RECIPE));
        words.addAll(List.of(more));
        words.addAll(List.of("-s", ProbeWorkspace.SERVER, "-D", DOMAIN, "-n", "-o"));
        return abra.call(words.toArray(String[]::new));
    }

    private Finding file() {
        var said = newApp();
        var file = workspace.envFile(DOMAIN);
        if (!said.well() || !Files.exists(file)) {
            return Finding.broken("no file " + file.getFileName() + "; " + said.describe());
        }
        var text = AbraProbes.read(file);
        var well = text.contains("DOMAIN=" + DOMAIN) && text.contains("SECRET_WORD_VERSION=v1");
        return Finding.when(
                well, well ? "as said" : "a file with " + text.lines().toList());
    }

    private Finding pins() {
        var line = AbraProbes.read(workspace.envFile(DOMAIN))
                .lines()
                .filter(text -> text.startsWith("RECIPE=") || text.startsWith("TYPE="))
                .findFirst()
                .orElse("no line with RECIPE");
        return Finding.when(line.endsWith(":" + TinyRecipe.RELEASE), line);
    }

    private Finding moves() {
        var head = workspace.recipe().head();
        return Finding.when(
                head.equals(workspace.released()),
                head.equals(workspace.released()) ? "it stands at " + TinyRecipe.RELEASE : "it stands at " + head);
    }

    private Finding twice() {
        var said = newApp();
        return Finding.when(said.refused(Assumptions.expectation("app-new.twice")), said.describe());
    }

    private Finding versionOrChaos() {
        var said = abra.call(
                "app",
                "new",
                ProbeWorkspace.RECIPE,
                TinyRecipe.RELEASE,
                "-C",
                "-s",
                ProbeWorkspace.SERVER,
                "-D",
                "both.doctor.example.com",
                "-n",
                "-o");
        workspace.restore();
        return Finding.when(said.refused(Assumptions.expectation("app-new.version-or-chaos")), said.describe());
    }
}
