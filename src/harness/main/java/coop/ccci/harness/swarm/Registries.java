package coop.ccci.harness.swarm;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The registries that an operator lists. A login of this machine goes with an image of a listed name only, and a
 * registry on this machine or in its own network is asked for an image only where it is listed: else a recipe could
 * have an image deployed, and shown on a public page, that its author cannot pull.
 */
public final class Registries {
    /** Nothing is listed. */
    public static final Registries NONE = new Registries(Set.of(), Registries::lookUp);

    /** The variable that lists them. */
    public static final String VARIABLE = "CCCI_REGISTRIES";

    private static final String HUB = "docker.io";
    private static final int MAX_LISTED = 100;
    private static final Pattern FORM =
            Pattern.compile("(?:\\[[0-9a-f:.]{2,45}]|[a-z0-9](?:[a-z0-9.-]{0,252}[a-z0-9])?)(?::[0-9]{1,5})?"
                    + "(?:/[a-z0-9][a-z0-9._-]{0,127}){0,8}");

    private final Set<String> listed;
    private final Function<String, List<InetAddress>> addresses;

    private Registries(Set<String> listed, Function<String, List<InetAddress>> addresses) {
        this.listed = Set.copyOf(listed);
        this.addresses = addresses;
    }

    /**
     * Reads a list, with commas or spaces between: {@code registry.example.org}, {@code 127.0.0.1:5000}, or less of one,
     * {@code ghcr.io/our-org}.
     *
     * @throws IllegalArgumentException when something in it is no registry
     */
    public static Registries parse(String text) {
        return parse(text, Registries::lookUp);
    }

    /** As {@link #parse(String)}, with something else that finds the addresses of a name. */
    static Registries parse(String text, Function<String, List<InetAddress>> addresses) {
        var listed = new TreeSet<String>();
        for (var entry : text.strip().split("[\\s,]+", -1)) {
            if (entry.isEmpty()) {
                continue;
            }
            if (!FORM.matcher(entry).matches() || listed.size() == MAX_LISTED) {
                throw new IllegalArgumentException("\"" + entry.replaceAll("\\p{Cntrl}", "?") + "\" in " + VARIABLE
                        + " is no registry: give at most " + MAX_LISTED
                        + " names with commas between, each a host, with"
                        + " its port where it has one, and perhaps the beginning of a path, for example 127.0.0.1:5000"
                        + " or ghcr.io/our-org");
            }
            listed.add(entry);
        }
        return new Registries(listed, addresses);
    }

    /** Returns the registries of which everything is listed, not only what lies below a path. */
    public Set<String> whole() {
        var whole = new TreeSet<String>();
        listed.stream().filter(entry -> !entry.contains("/")).forEach(whole::add);
        return whole;
    }

    /** Returns whether the image, or what it lies below, is listed. */
    boolean lists(ImageReference image) {
        var name = image.canonicalName();
        return listed.stream().anyMatch(entry -> name.equals(entry) || name.startsWith(entry + "/"));
    }

    /**
     * Returns why this image may not be asked for, one clause; empty where it may. A name that has no address is asked
     * for: Docker says so itself.
     */
    Optional<String> objection(ImageReference image) {
        if (image.registry().equals(HUB) || lists(image)) {
            return Optional.empty();
        }
        return addresses.apply(host(image.registry())).stream()
                .filter(Registries::isOwnNetwork)
                .findFirst()
                .map(address -> "its registry " + image.registry() + " is on this machine or in its own network ("
                        + address.getHostAddress() + "), where images are taken only from registries that the operator"
                        + " lists (" + VARIABLE + ")");
    }

    /** Returns why this image may not be pulled, a sentence; empty where it may. */
    Optional<String> refusal(ImageReference image) {
        return objection(image).map(objection -> "the image " + image + " may not be pulled: " + objection);
    }

    /**
     * Returns why an image of this name may not be pulled, a sentence; empty where it may.
     *
     * @param image as a compose file or a request to Docker gives it
     */
    public Optional<String> refusal(String image) {
        try {
            return refusal(ImageReference.parse(image));
        } catch (IllegalArgumentException e) {
            return Optional.of(e.getMessage());
        }
    }

    private static String host(String registry) {
        var port = registry.lastIndexOf(':');
        var host = port > registry.lastIndexOf(']') ? registry.substring(0, port) : registry;
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }

    private static List<InetAddress> lookUp(String host) {
        try {
            return Arrays.asList(InetAddress.getAllByName(host));
        } catch (UnknownHostException e) {
            return List.of();
        }
    }

    /** Whether only this machine, its network or its provider can be meant (IANA's special-purpose registries). */
    static boolean isOwnNetwork(InetAddress address) {
        if (address.isLoopbackAddress()
                || address.isAnyLocalAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return true;
        }
        var bytes = address.getAddress();
        var first = bytes[0] & 0xff;
        var second = bytes[1] & 0xff;
        return address instanceof Inet4Address
                ? first == 0
                        || (first == 100 && second >= 64 && second < 128)
                        || (first == 198 && (second & 0xfe) == 18)
                : (first & 0xfe) == 0xfc;
    }
}
