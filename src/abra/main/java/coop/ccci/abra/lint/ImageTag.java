package coop.ccci.abra.lint;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The tag of an image's name. */
record ImageTag(String value) {
    private static final Set<String> UNSTABLE = Set.of(
            "latest", "edge", "nightly", "dev", "develop", "development", "main", "master", "testing", "unstable");
    private static final Pattern SEMVER_LIKE = Pattern.compile("v?\\d+(?:\\.\\d+)*+(?:[-+._].*)?");

    /** Returns the tag; empty when there is none. */
    static Optional<ImageTag> of(String image) {
        var name = image.split("@", 2)[0];
        var colon = name.lastIndexOf(':');
        return colon > name.lastIndexOf('/') && colon < name.length() - 1
                ? Optional.of(new ImageTag(name.substring(colon + 1)))
                : Optional.empty();
    }

    boolean isStable() {
        return !UNSTABLE.contains(value);
    }

    boolean isSemverLike() {
        return SEMVER_LIKE.matcher(value).matches();
    }
}
