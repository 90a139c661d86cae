package coop.ccci.harness.swarm;

import java.util.regex.Pattern;

/**
 * An image as a compose file names it, taken apart as Docker does.
 *
 * @param name registry and repository, for example {@code docker.io/library/nginx} or {@code nginx}
 * @param version the tag, or the digest where there is one; {@code latest} where there is neither
 */
public record ImageReference(String name, String version) {
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
     * Returns the registry that has it: what stands before the first slash where that has a dot or a colon or is
     * {@code localhost}, else Docker Hub.
     */
    public String registry() {
        var first = name.contains("/") ? name.substring(0, name.indexOf('/')) : "";
        return first.contains(".") || first.contains(":") || first.equals("localhost") ? first : "docker.io";
    }

    @Override
    public String toString() {
        return name + (version.contains(":") ? "@" : ":") + version;
    }
}
