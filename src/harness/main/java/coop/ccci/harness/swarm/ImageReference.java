package coop.ccci.harness.swarm;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * An image as a compose file names it, taken apart as Docker does.
 *
 * @param name registry and repository, for example {@code docker.io/library/nginx} or {@code nginx}
 * @param version the tag, or the digest where there is one; {@code latest} where there is neither
 */
public record ImageReference(String name, String version) {
    private static final String HUB = "docker.io";
    private static final Pattern FORM =
            Pattern.compile("([^@\\s]+?)(?::([A-Za-z0-9_][A-Za-z0-9_.-]{0,127}))?(?:@(\\S+))?");

    /**
     * Takes a reference apart.
     *
     * @throws IllegalArgumentException when it is empty or has spaces in it
     */
    public static ImageReference parse(String text) {
        var form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException("\"" + text + "\" is not the name of an image");
        }
        var version = form.group(3) != null ? form.group(3) : form.group(2);
        return new ImageReference(form.group(1), version == null ? "latest" : version);
    }

    /**
     * Returns the one way to write it that says everything, for example {@code docker.io/library/nginx:latest}: what
     * Docker takes for granted is written out, and a tag beside a digest is left out.
     */
    public String canonical() {
        var path = registry().equals(HUB) && !name.startsWith(HUB + "/") ? HUB + "/" + name : name;
        var official = path.startsWith(HUB + "/") && path.indexOf('/', HUB.length() + 1) < 0;
        var full = official ? HUB + "/library/" + path.substring(HUB.length() + 1) : path;
        return full.replaceFirst("^index\\.docker\\.io/", HUB + "/") + (isDigest() ? "@" : ":") + version;
    }

    /** Returns {@link #canonical} without the tag or the digest, for example {@code docker.io/library/nginx}. */
    String canonicalName() {
        var canonical = canonical();
        return canonical.substring(0, canonical.length() - version.length() - 1);
    }

    /** Returns whether it names one image for ever, not whatever has a tag now. */
    public boolean isDigest() {
        return version.contains(":");
    }

    /**
     * Returns the registry that has it: what stands before the first slash where that has a dot, a colon or a capital
     * letter or is {@code localhost}, else Docker Hub (github.com/distribution/reference, {@code splitDockerDomain}).
     */
    public String registry() {
        var first = name.contains("/") ? name.substring(0, name.indexOf('/')) : "";
        return first.contains(".")
                        || first.contains(":")
                        || first.equals("localhost")
                        || !first.equals(first.toLowerCase(Locale.ROOT))
                ? first
                : HUB;
    }

    @Override
    public String toString() {
        return name + (isDigest() ? "@" : ":") + version;
    }
}
