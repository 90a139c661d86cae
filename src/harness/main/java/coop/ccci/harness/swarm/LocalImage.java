package coop.ccci.harness.swarm;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * An image on this machine.
 *
 * @param id {@code sha256:…}
 * @param tags its names with tags, in the one form that says everything; none of an image that another one has pushed out
 * @param digests the digests by which registries know it
 */
record LocalImage(String id, List<String> tags, List<String> digests) {
    private static final String NONE = "<none>";

    /** Reads one of a list of Docker's. */
    static LocalImage of(JsonNode image) {
        var tags = new ArrayList<String>();
        image.path("RepoTags").forEach(tag -> {
            if (!tag.asText().contains(NONE)) {
                tags.add(ImageReference.parse(tag.asText()).canonical());
            }
        });
        var digests = new ArrayList<String>();
        image.path("RepoDigests")
                .forEach(name ->
                        digests.add(name.asText().substring(name.asText().indexOf('@') + 1)));
        return new LocalImage(image.path("Id").asText(), List.copyOf(tags), List.copyOf(digests));
    }

    /** Returns whether one of these names, as services have them, is this image's. */
    boolean isNamedBy(Set<String> names) {
        return names.stream()
                .anyMatch(name -> digests.stream().anyMatch(name::endsWith)
                        || tags.contains(ImageReference.parse(name.replaceFirst("(:[^:/@]+)@.*", "$1"))
                                .canonical()));
    }
}
