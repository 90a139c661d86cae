package coop.ccci.harness.swarm;

import coop.ccci.harness.process.Deadline;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Removes images that runs had pulled, and nobody else: those that have lost their name to a newer one, a day after a run
 * wanted them last, and the others after two weeks. One that has a name which no run gave it, that a container has, even an
 * ended one, or that a service names, stays; Docker itself refuses to remove what is in use.
 */
public final class ImagePruning {
    /** Longer than any run: until then a run that lives may still want what it pulled by a digest, which gives no name. */
    static final Duration DANGLING = Duration.ofDays(1);

    static final Duration UNUSED = Duration.ofDays(14);

    private static final int MAX_AT_ONCE = 50;

    private final DockerApi docker;
    private final PulledImages pulled;

    /** Makes ready to look. */
    public ImagePruning(DockerApi docker, PulledImages pulled) {
        this.docker = docker;
        this.pulled = pulled;
    }

    /**
     * Removes what nobody wants any more; what Docker keeps is tried again another time.
     *
     * @return how many images are gone
     * @throws coop.ccci.harness.process.CancelledException when the deadline is over first
     */
    public int prune(Deadline deadline) {
        var remembered = pulled.all();
        if (remembered.isEmpty()) {
            return 0;
        }
        var images = new ArrayList<LocalImage>();
        docker.get("/images/json").forEach(image -> images.add(LocalImage.of(image)));
        var here = new HashSet<String>();
        images.forEach(image -> here.add(image.id()));
        remembered.keySet().stream().filter(id -> !here.contains(id)).forEach(pulled::forget);
        var removed = 0;
        for (var image :
                removable(remembered, images, inUse(), named(), pulled.clock().instant())) {
            deadline.check();
            if (isRemoved(image)) {
                pulled.forget(image.id());
                removed++;
            }
        }
        return removed;
    }

    /**
     * Decides which images go.
     *
     * @param inUse the ids of the images of all containers
     * @param named the images of all services, as they name them
     */
    static List<LocalImage> removable(
            Map<String, PulledImages.Pulled> remembered,
            List<LocalImage> images,
            Set<String> inUse,
            Set<String> named,
            Instant now) {
        return images.stream()
                .filter(image -> remembered.containsKey(image.id()))
                .filter(image -> {
                    var run = remembered.get(image.id());
                    var kept = image.tags().isEmpty() ? DANGLING : UNUSED;
                    return run.lastUsed().isBefore(now.minus(kept))
                            && run.names().containsAll(image.tags())
                            && !inUse.contains(image.id())
                            && !image.isNamedBy(named);
                })
                .limit(MAX_AT_ONCE)
                .toList();
    }

    private Set<String> inUse() {
        var ids = new HashSet<String>();
        docker.get("/containers/json?all=true")
                .forEach(container -> ids.add(container.path("ImageID").asText()));
        return ids;
    }

    private Set<String> named() {
        var names = new HashSet<String>();
        docker.get("/services").forEach(service -> List.of("Spec", "PreviousSpec")
                .forEach(spec -> names.add(service.path(spec)
                        .path("TaskTemplate")
                        .path("ContainerSpec")
                        .path("Image")
                        .asText())));
        names.remove("");
        return names;
    }

    /** By its names where it has some: of an image with two names Docker removes none by its id. */
    private boolean isRemoved(LocalImage image) {
        var names = image.tags().isEmpty() ? List.of(image.id()) : image.tags();
        return names.stream()
                .map(name -> docker.delete("/images/" + URLEncoder.encode(name, StandardCharsets.UTF_8)))
                .allMatch(Optional::isEmpty);
    }
}
