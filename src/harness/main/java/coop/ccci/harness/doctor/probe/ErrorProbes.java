package coop.ccci.harness.doctor.probe;

import coop.ccci.harness.doctor.Assumptions;
import coop.ccci.harness.doctor.Finding;
import coop.ccci.harness.swarm.RunApp;
import coop.ccci.harness.swarm.StackObject.Kind;
import java.nio.file.Files;
import java.util.Map;

/** Looks at an app that is made but not deployed, and at what abra refuses to do with it. */
final class ErrorProbes {
    private static final String NAME_ONLY = "0.9.0+1.0.0";

    private final DeepProbeSession session;
    private final TinyRecipe tiny;

    ErrorProbes(DeepProbeSession session, TinyRecipe tiny) {
        this.session = session;
        this.tiny = tiny;
    }

    Map<String, Probe> all() {
        return Map.of(
                "deep.ready", this::ready,
                "secret-ls.shape", this::secretList,
                "deploy.needs-secrets", this::needsSecrets,
                "deploy.refuses-dirty", this::refusesDirty,
                "deploy.refuses-lightweight", this::refusesLightweight,
                "deploy.refuses-duration", this::refusesDuration,
                "upgrade.not-deployed", this::upgrade,
                "secret-generate.shape", this::generate,
                "secret.name", this::secretName);
    }

    private DeepProbeSession.ProbeApp tried() {
        return session.app();
    }

    private RunApp app() {
        return tried().app();
    }

    private Finding ready() {
        var tried = session.begin(tiny);
        var said = tried.abra()
                .call(
                        "app",
                        "new",
                        TinyRecipe.NAME,
                        "-s",
                        tried.folder().server(),
                        "-D",
                        app().domain(),
                        "-n",
                        "-C",
                        "-o");
        tried.restore();
        if (!said.well() || !Files.exists(tried.envFile())) {
            return Finding.broken("abra app new: " + said.describe());
        }
        return Finding.holds(app() + ", of the image " + tiny.image() + ", registered in the folder of app locks");
    }

    private Finding secretList() {
        var said = tried().abra().call("app", "secret", "ls", app().domain(), "-m", "-n", "-C", "-o");
        var first = said.json().path(0);
        var well = said.json().isArray()
                && Assumptions.expectation("secret-ls.shape").keys().stream().allMatch(first::has);
        return Finding.when(
                well,
                well
                        ? "as said"
                        : said.describe() + ": "
                                + AbraCalls.Said.cut(said.output().strip()));
    }

    private AbraCalls.Said deployChaos() {
        return tried().abra().call("app", "deploy", app().domain(), "-C", "-o", "-n", "-D", "-c");
    }

    private AbraCalls.Said deployPlain() {
        return tried().abra().call("app", "deploy", app().domain(), "-o", "-n", "-D", "-c");
    }

    /** Finds that it was refused as the assumption expects, and nothing was deployed. */
    private Finding refused(String id, AbraCalls.Said said) {
        var services = tried().swarm().leftOf(app(), Kind.SERVICE);
        if (!services.isEmpty()) {
            tried().abra().call("app", "undeploy", app().domain(), "-n", "-o");
            return Finding.broken("it deployed " + services);
        }
        return Finding.when(said.refused(Assumptions.expectation(id)), said.describe());
    }

    private Finding needsSecrets() {
        return refused("deploy.needs-secrets", deployChaos());
    }

    private Finding refusesDirty() {
        tried().recipe().write(Map.of("abra.sh", "export PAGE_VERSION=v1 # changed\n"));
        var said = deployPlain();
        tried().restore();
        return refused("deploy.refuses-dirty", said);
    }

    private Finding refusesLightweight() {
        tried().recipe().lightweightTag(NAME_ONLY);
        var said = deployPlain();
        tried().recipe().removeTag(NAME_ONLY);
        tried().restore();
        return refused("deploy.refuses-lightweight", said);
    }

    private Finding refusesDuration() {
        tried().recipe().write(tiny.withStartPeriod("${TIMEOUT}s"));
        var said = deployChaos();
        tried().restore();
        return refused("deploy.refuses-duration", said);
    }

    private Finding upgrade() {
        var said = tried().abra().call("app", "upgrade", app().domain(), "-n", "-o", "-c", "-D");
        tried().restore();
        return refused("upgrade.not-deployed", said);
    }

    private Finding generate() {
        var said = tried().abra().call("app", "secret", "generate", app().domain(), "-a", "-m", "-n", "-C", "-o");
        var first = said.json().path(0);
        var well = said.json().isArray()
                && Assumptions.expectation("secret-generate.shape").keys().stream()
                        .allMatch(first::has)
                && first.path("name").asText("").equals("word")
                && !first.path("value").asText("").isEmpty();
        // its output is secret, though only a throw-away app's: nothing of it is told
        return Finding.when(well, well ? "as said" : "exit code " + said.exit() + ", and not of this shape");
    }

    private Finding secretName() {
        var names = tried().swarm().leftOf(app(), Kind.SECRET);
        var wanted = app().stack() + "_word_v1";
        return Finding.when(
                names.stream().anyMatch(secret -> secret.name().equals(wanted)),
                names.isEmpty() ? "no secret of the app is found" : names.toString());
    }
}
