package coop.ccci.harness.swarm;

import coop.ccci.contract.RecipeName;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An app that a run made, named by its domain {@code <first 4 of recipe>-<6 hex>.<zone>}.
 *
 * <p>This is the one place that decides what may be torn down: whatever removes something takes a value of this type,
 * and there is none for a name outside the pattern.
 */
public final class RunApp implements Comparable<RunApp> {
    private static final Pattern LABEL = Pattern.compile("[a-z0-9][a-z0-9-]{0,3}-[0-9a-f]{6}");
    private static final int HEX_DIGITS = 6;
    private static final int PREFIX = 4;

    private final String domain;

    private RunApp(String domain) {
        this.domain = domain;
    }

    /**
     * Returns the app of a new run.
     *
     * @param identity whatever makes the run different from every other on this machine
     */
    public static RunApp named(RecipeName recipe, Zone zone, List<String> identity) {
        var name = recipe.value();
        var prefix = name.substring(0, Math.min(PREFIX, name.length()));
        var digest = HexFormat.of().formatHex(sha256(String.join("\n", identity)));
        return new RunApp(prefix + "-" + digest.substring(0, HEX_DIGITS) + "." + zone.value());
    }

    /** Returns the run's app of this domain; empty for a domain that no run of this zone would give. */
    public static Optional<RunApp> ofDomain(Zone zone, String domain) {
        var end = "." + zone.value();
        return domain.endsWith(end)
                        && LABEL.matcher(domain.substring(0, domain.length() - end.length()))
                                .matches()
                ? Optional.of(new RunApp(domain))
                : Optional.empty();
    }

    /** Returns the run's app that this stack belongs to; empty for a stack that no run of this zone would give. */
    public static Optional<RunApp> ofStack(Zone zone, String stack) {
        var end = "_" + stackOf(zone.value());
        return stack.endsWith(end)
                ? ofDomain(zone, stack.substring(0, stack.length() - end.length()) + "." + zone.value())
                : Optional.empty();
    }

    /**
     * Returns the run's app that an object of this name belongs to, {@code <stack>_<rest>}; empty for any other name. Only for
     * objects that do not name their stack by a label.
     */
    public static Optional<RunApp> ofObject(Zone zone, String name) {
        var middle = "_" + stackOf(zone.value()) + "_";
        var at = name.indexOf(middle);
        return at < 0 ? Optional.empty() : ofDomain(zone, name.substring(0, at) + "." + zone.value());
    }

    /** Returns the domain, which is also the app's name. */
    public String domain() {
        return domain;
    }

    /** Returns the name of the app's stack: the domain with every {@code .} turned into {@code _}. */
    public String stack() {
        return stackOf(domain);
    }

    /** Returns the swarm's name of one of the app's services. */
    public String service(String name) {
        return stack() + "_" + name;
    }

    private static String stackOf(String domain) {
        return domain.replace('.', '_');
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public int compareTo(RunApp other) {
        return domain.compareTo(other.domain);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RunApp app && app.domain.equals(domain);
    }

    @Override
    public int hashCode() {
        return domain.hashCode();
    }

    @Override
    public String toString() {
        return domain;
    }
}
