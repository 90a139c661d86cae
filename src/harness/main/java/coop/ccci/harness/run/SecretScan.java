package coop.ccci.harness.run;

import coop.ccci.contract.ContractJson;
import coop.ccci.contract.Results;
import coop.ccci.contract.RunDirectory;
import coop.ccci.harness.process.Masker;
import coop.ccci.harness.result.RunException;
import coop.ccci.harness.secret.LeakScan;
import coop.ccci.harness.swarm.RunApp;
import coop.ccci.harness.swarm.Swarm;
import coop.ccci.harness.tier.RunContext;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Scans for secrets at a run's end: in the run's directory, and in what the app has written into its logs. abra's own
 * folder is passed over: it holds the clone and the app's settings, and nobody but the run reads it. The picture of the
 * app is passed over too, and so are the card and the report that show it: what can be read in them was searched before
 * they were kept, and in compressed bytes nothing is found but by chance. What a browser showed of a failed test is passed
 * over for the same reason, and for that is shown to nobody.
 */
final class SecretScan implements AppListener {
    private final RunDirectory directory;
    private final LeakScan scan;
    private final Masker masker;
    private final List<String> talkative = new ArrayList<>();
    private final List<String> unread = new ArrayList<>();
    private boolean listened;

    SecretScan(Masker masker, RunDirectory directory) {
        this.directory = directory;
        this.masker = masker;
        this.scan = new LeakScan(
                masker,
                Set.of(
                        directory.abra(),
                        directory.lock(),
                        directory.screenshot(),
                        directory.report(),
                        directory.summary(),
                        directory.path().resolve("tests").resolve("failed")));
    }

    @Override
    public void leaving(AppPlan plan, RunContext live, AppState state, boolean last) {
        listen(live.swarm(), live.app());
    }

    /**
     * Looks into the app's logs, while they are there. What they say is masked wherever it is shown, but on a real host
     * they are kept and collected as they are.
     */
    private void listen(Swarm swarm, RunApp app) {
        listened = true;
        try {
            for (var service : swarm.services(app)) {
                switch (swarm.searchLogs(service, masker::finds)) {
                    case FOUND -> talkative.add(service.name());
                    case UNREADABLE -> unread.add("Docker cannot read the log of the service " + service.name());
                    case ABSENT -> {}
                }
            }
        } catch (RunException e) {
            unread.add(e.getMessage());
        }
    }

    /**
     * Looks into the directory, and hides what it finds.
     *
     * @return one clause for people
     * @throws RunException that names every artifact in which a secret stood, of the environment because masking missed it;
     *     or every service that wrote one, of the recipe
     * @throws UncheckedIOException when not everything could be looked at
     */
    String scan() {
        var leaks = scan.of(directory.path());
        if (!leaks.isEmpty()) {
            throw RunException.environment("a secret was found in "
                    + leaks.stream().map(LeakScan.Leak::describe).collect(Collectors.joining("; and in "))
                    + "; change it, because somebody may have read it, and report how it came there");
        }
        if (!talkative.isEmpty()) {
            throw RunException.recipe("a secret of the app is in the log of the service " + String.join(", ", talkative)
                    + ", where every collector of logs keeps it; do not print it");
        }
        if (!unread.isEmpty()) {
            return "no secret in any artifact; the app's logs could not all be searched: " + String.join("; ", unread);
        }
        return "no secret in any artifact" + (listened ? ", nor in the app's logs" : "");
    }

    /** Returns whether the results would show a secret. */
    boolean areIn(Results results) {
        return masker.finds(ContractJson.text(results));
    }

    /** Hides what was written since. */
    void hide() {
        scan.of(directory.path());
    }
}
