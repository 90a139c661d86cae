package coop.ccci.reconcile.recipe;

import coop.ccci.reconcile.part.OutsideView;
import coop.ccci.reconcile.swarm.ServiceStanding;
import coop.ccci.reconcile.swarm.SwarmCalls;
import java.util.List;
import java.util.Optional;

/**
 * The backup bot as abra uses it: found by a label of its service, and asked in its container for the list of snapshots,
 * which it can give only when its repository is there and opens with its password. The first question makes the repository.
 */
public final class SnapshotList implements OutsideView {
    /** The label by which abra finds the bot. */
    static final String BOT = "coop-cloud.backupbot.enabled";

    /** What abra runs in the bot's container. */
    private static final List<String> SNAPSHOTS = List.of("/usr/bin/backup", "--", "snapshots");

    private final String stack;
    private final SwarmCalls docker;

    /** Creates the view of the bot that is the app of this domain. */
    public SnapshotList(String domain, SwarmCalls docker) {
        this.stack = StackOfApp.name(domain);
        this.docker = docker;
    }

    @Override
    public Optional<String> problem() {
        var bot = docker.services(stack).stream()
                .filter(service -> "true".equals(service.labels().get(BOT)))
                .map(ServiceStanding::name)
                .findFirst();
        if (bot.isEmpty()) {
            return Optional.of("no service of the stack " + stack + " has the label " + BOT + "=true, by which abra"
                    + " finds a backup bot; is it an app of a recipe for one?");
        }
        var answer = docker.inContainer(bot.get(), SNAPSHOTS);
        if (answer.isEmpty()) {
            return Optional.of("no container of the service " + bot.get() + " runs");
        }
        return answer.filter(each -> !each.well())
                .map(each -> "the backup bot cannot list its snapshots, " + each.reason()
                        + ". Is its repository reachable, and is restic/password the one that it was made with?");
    }

    @Override
    public Optional<String> warning() {
        return Optional.empty();
    }

    @Override
    public void requireSound() {}
}
