package coop.ccci.harness.doctor.probe;

import coop.ccci.harness.doctor.Assumptions;
import coop.ccci.harness.doctor.Finding;
import coop.ccci.harness.swarm.RunApp;
import coop.ccci.harness.swarm.StackObject.Kind;
import coop.ccci.host.Waiter;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;

/** Looks at how abra takes an app away, from a refusal while it runs to its file. */
final class RemovalProbes {
    private static final Duration LINGERING = Duration.ofSeconds(30);

    private final DeepProbeSession session;
    private final Waiter waiter;

    RemovalProbes(DeepProbeSession session, Waiter waiter) {
        this.session = session;
        this.waiter = waiter;
    }

    Map<String, Probe> all() {
        return Map.of(
                "volume-rm.deployed", this::volumesWhileDeployed,
                "rm.deployed", this::removeWhileDeployed,
                "undeploy.services", this::undeploy,
                "undeploy.keeps", this::keeps,
                "volume-rm.removes", this::removesVolumes,
                "rm.removes", this::removes,
                "deep.nothing-left", this::nothingLeft);
    }

    private DeepProbeSession.ProbeApp tried() {
        return session.app();
    }

    private RunApp app() {
        return tried().app();
    }

    private int count(Kind kind) {
        return tried().swarm().leftOf(app(), kind).size();
    }

    private Finding volumesWhileDeployed() {
        var said = tried().abra().call("app", "volume", "rm", app().domain(), "-f", "-n", "-o");
        return Finding.when(
                said.refused(Assumptions.expectation("volume-rm.deployed")) && count(Kind.VOLUME) > 0, said.describe());
    }

    private Finding removeWhileDeployed() {
        var said = tried().abra().call("app", "rm", app().domain(), "-f", "-n", "-o");
        return Finding.when(
                said.refused(Assumptions.expectation("rm.deployed")) && Files.exists(tried().envFile()),
                said.describe());
    }

    private Finding undeploy() {
        var said = tried().abra().call("app", "undeploy", app().domain(), "-n", "-o");
        var left = count(Kind.SERVICE);
        return Finding.when(said.well() && left == 0, left == 0 ? said.describe() : left + " services are left");
    }

    private Finding keeps() {
        var seen = count(Kind.VOLUME) + " volumes, " + count(Kind.SECRET) + " secrets, "
                + (Files.exists(tried().envFile()) ? "the file" : "no file");
        return Finding.when(count(Kind.VOLUME) > 0 && count(Kind.SECRET) > 0 && Files.exists(tried().envFile()), seen);
    }

    /** Containers linger for some seconds and hold their volumes: a refusal is asked again. */
    private Finding removesVolumes() {
        var shown = new String[] {""};
        var gone = waiter.until(LINGERING, () -> {
            var said = tried().abra().call("app", "volume", "rm", app().domain(), "-f", "-n", "-o");
            shown[0] = said.describe();
            return count(Kind.VOLUME) == 0;
        });
        return Finding.when(gone, shown[0]);
    }

    private Finding removes() {
        var said = tried().abra().call("app", "rm", app().domain(), "-n", "-f", "-o");
        var file = Files.exists(tried().envFile());
        var secrets = count(Kind.SECRET);
        return Finding.when(
                said.well() && !file && secrets == 0,
                said.describe() + (file ? ", the file is left" : "") + (secrets > 0 ? ", secrets are left" : ""));
    }

    private Finding nothingLeft() {
        var outcome = session.end();
        return Finding.when(outcome.isClean(), outcome.describe());
    }
}
