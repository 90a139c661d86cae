package coop.ccci.harness.tier;

import coop.ccci.contract.TierResult.Assertion;
import coop.ccci.harness.compose.ComposeNames;
import coop.ccci.harness.swarm.Containers.ImageOf;
import coop.ccci.harness.swarm.ImageReference;
import coop.ccci.harness.swarm.TaskState;
import java.util.ArrayList;
import java.util.Optional;

/**
 * Whether containers were made from the images that a commit names. Images are compared by what they are: one has many
 * names, and swarm writes them in a way of its own ({@code docker.io/library/web} becomes {@code web}, a name without a
 * tag gets {@code latest} and a digest).
 */
final class RunningImages {
    private RunningImages() {}

    /** Asserts on the newest task of every place, also where it has ended well. */
    static Assertion areThoseOf(RunContext app, ComposeNames compose) {
        var wrong = new ArrayList<String>();
        for (var service : app.deployment().watch().services()) {
            var wanted = compose.images().get(service.name());
            if (wanted != null) {
                service.newest().stream()
                        .filter(RunningImages::isInUse)
                        .map(task -> differs(app, wanted, task))
                        .flatMap(Optional::stream)
                        .distinct()
                        .forEach(runs ->
                                wrong.add("service " + service.name() + " runs " + runs + " instead of " + wanted));
            }
        }
        return GenericAssertions.assertion(
                "every container was made from the image that the commit names",
                wrong.isEmpty(),
                String.join("; ", wrong));
    }

    private static boolean isInUse(TaskState task) {
        return !task.container().isEmpty() && (task.serves() || task.endedWell());
    }

    private static Optional<String> differs(RunContext app, String wanted, TaskState task) {
        var reference = ImageReference.parse(wanted);
        var running = app.containers().image(task.container());
        return isSame(reference, app.containers().imageId(reference), running)
                ? Optional.empty()
                : Optional.of(asWritten(reference, running.name()));
    }

    /**
     * Compares an image with the one that a name stands for.
     *
     * @param wanted the name in the compose file
     * @param here the id of the image that has this name on this machine; a tag may have moved on since the deploy
     * @param running the container's
     */
    static boolean isSame(ImageReference wanted, Optional<String> here, ImageOf running) {
        if (here.equals(Optional.of(running.id())) || running.name().isEmpty()) {
            return true;
        }
        var name = ImageReference.parse(asWritten(wanted, running.name()));
        return name.canonical().equals(wanted.canonical());
    }

    /** Swarm adds the digest that it found to a name that has none. */
    private static String asWritten(ImageReference wanted, String running) {
        var at = running.indexOf('@');
        return wanted.isDigest() || at < 0 ? running : running.substring(0, at);
    }
}
