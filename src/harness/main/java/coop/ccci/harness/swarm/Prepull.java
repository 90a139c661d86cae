package coop.ccci.harness.swarm;

import com.fasterxml.jackson.databind.JsonNode;
import coop.ccci.contract.Excerpt;
import coop.ccci.harness.process.CancelledException;
import coop.ccci.harness.process.Deadline;
import coop.ccci.harness.result.EnvironmentFault;
import coop.ccci.harness.result.RunException;
import coop.ccci.host.HumanTime;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/**
 * Has Docker pull a recipe's images before anything is deployed. On swarm an image that is not there and a registry
 * that does not answer both end as "No such image" after many tries; Docker itself tells one from the other at once.
 *
 * <p>An image that this machine still has counts as missing when its registry has it no longer: for everybody else it
 * is. A registry that does not answer does not keep a run from an image that is here.
 */
public final class Prepull {
    private static final Duration TIMEOUT = Duration.ofMinutes(15);
    private static final Duration SILENCE = Duration.ofMinutes(3);
    private static final int AT_ONCE = 3;
    private static final int MAX_WORDS = 200;
    private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}\\s]+");

    /** How registries and Docker say that a login is missing or wrong; without our logins nobody can tell whose fault. */
    private static final Pattern ACCESS =
            Pattern.compile("denied|unauthorized|authentication required|no basic auth", Pattern.CASE_INSENSITIVE);

    private final DockerApi docker;
    private final PulledImages pulled;

    /**
     * Creates one that pulls by this engine.
     *
     * @param pulled remembers what came to this machine that way
     */
    public Prepull(DockerApi docker, PulledImages pulled) {
        this.docker = docker;
        this.pulled = pulled;
    }

    /**
     * Pulls all images, some at once.
     *
     * @return one clause for people
     * @throws RunException of the recipe when a registry says that there is no such image, of the environment when a
     *     registry cannot be asked and the image is not here
     * @throws CancelledException when the deadline is over first; Docker ends the pulls by itself
     */
    public String of(Collection<String> images, Deadline deadline) {
        var references = images.stream().map(Prepull::reference).distinct().toList();
        var workers = Executors.newFixedThreadPool(AT_ONCE, work -> {
            var thread = new Thread(work, "pull");
            thread.setDaemon(true);
            return thread;
        });
        try {
            var earlier = ids();
            var kept = awaitAll(references, workers, deadline);
            references.forEach(image -> {
                var id = here(image).path("Id").asText();
                pulled.used(id, image, !earlier.contains(id));
            });
            return (references.size() == 1 ? "1 image is here" : references.size() + " images are here")
                    + (kept.isEmpty() ? "" : "; not asked for again: " + String.join(", ", kept));
        } finally {
            workers.shutdownNow();
        }
    }

    private List<String> awaitAll(List<ImageReference> references, ExecutorService workers, Deadline deadline) {
        var pulls = references.stream()
                .map(image -> CompletableFuture.supplyAsync(() -> pull(image), workers))
                .toList();
        var end = System.nanoTime() + TIMEOUT.toNanos();
        var kept = new ArrayList<String>();
        for (var i = 0; i < pulls.size(); i++) {
            try {
                deadline.await(pulls.get(i), Duration.ofNanos(Math.max(1, end - System.nanoTime())))
                        .ifPresent(kept::add);
            } catch (TimeoutException e) {
                throw RunException.environment("the image " + references.get(i) + " was not pulled within "
                        + HumanTime.format(TIMEOUT) + "; " + EnvironmentFault.NETWORK.advice());
            } catch (ExecutionException e) {
                if (e.getCause() instanceof RunException fault) {
                    throw fault;
                }
                throw new IllegalStateException("cannot pull " + references.get(i), e.getCause());
            }
        }
        return kept;
    }

    /** Empty when the image came, else that it was here already and why it did not come anew. */
    private Optional<String> pull(ImageReference image) {
        docker.logins().registries().refusal(image).ifPresent(refusal -> {
            throw RunException.recipe(refusal);
        });
        var refusal = docker.pull(
                "/images/create?fromImage=" + encoded(image.name()) + "&tag=" + encoded(image.version()),
                image,
                SILENCE);
        return refusal.flatMap(words -> refused(image, words));
    }

    /** The words are the registry's, whoever that is. */
    private Optional<String> refused(ImageReference image, String words) {
        var trouble = EnvironmentFault.in(words);
        var why = shortened(words);
        var access = ACCESS.matcher(words).find() ? accessProblem(image) : Optional.<String>empty();
        if (access.isPresent()) {
            throw RunException.environment("the image " + image + " cannot be pulled: " + why + "; " + access.get());
        }
        if (trouble.isEmpty()) {
            throw RunException.recipe("the image " + image + " cannot be had: " + why
                    + "; name one that exists and that anybody may pull");
        }
        if (isHere(image)) {
            return Optional.of(image + " (" + why + ")");
        }
        throw RunException.environment("the image " + image + " cannot be pulled: " + why + "; "
                + trouble.get().advice());
    }

    /** Why it may be this machine's fault that somebody may not pull an image. */
    private Optional<String> accessProblem(ImageReference image) {
        if (docker.logins().isKeptBack(image)) {
            return Optional.of("this machine has a login to " + image.registry()
                    + ", which is used only for images that " + Registries.VARIABLE + " lists; list "
                    + image.canonicalName() + " there, or what it lies below, where every recipe may use it");
        }
        return docker.logins().problem();
    }

    /** As much as a sentence needs, on one line and without anything unseen. */
    private static String shortened(String words) {
        var line = INVISIBLE.matcher(words).replaceAll(" ").strip();
        return Excerpt.cut(line, MAX_WORDS);
    }

    private boolean isHere(ImageReference image) {
        return !here(image).isMissingNode();
    }

    private JsonNode here(ImageReference image) {
        return docker.get("/images/" + encoded(image.toString()) + "/json");
    }

    private Set<String> ids() {
        var ids = new HashSet<String>();
        docker.get("/images/json").forEach(image -> ids.add(image.path("Id").asText()));
        return ids;
    }

    private static ImageReference reference(String image) {
        try {
            return ImageReference.parse(image);
        } catch (IllegalArgumentException e) {
            throw RunException.recipe("the compose file names no image that can be pulled: " + e.getMessage());
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
