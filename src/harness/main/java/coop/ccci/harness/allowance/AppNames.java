package coop.ccci.harness.allowance;

import java.util.regex.Pattern;

/** The names that an app may have where all apps of the swarm can see them. */
public final class AppNames {
    /** The longest name of a service, with its stack's and the underscore: as swarm takes it for a DNS label. */
    public static final int MAX_SERVICE = 63;

    /** The longest name of any other object. */
    public static final int MAX_OBJECT = 255;

    private static final Pattern SERVICE = Pattern.compile("[a-zA-Z0-9]([a-zA-Z0-9_-]*[a-zA-Z0-9])?");
    private static final Pattern OBJECT = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]*");

    private AppNames() {}

    /** Returns whether swarm takes it as the name of a service, its stack's and the underscore before its own. */
    public static boolean isService(String name) {
        return name.length() <= MAX_SERVICE && SERVICE.matcher(name).matches();
    }

    /** Returns whether swarm takes the name that a stack makes of a service's key, if it is not too long. */
    public static boolean isServiceKey(String key) {
        return SERVICE.matcher(key).matches();
    }

    /** Returns whether Docker takes it as the name of a network, a volume, a secret or a config. */
    public static boolean isObject(String name) {
        return name.length() <= MAX_OBJECT && OBJECT.matcher(name).matches();
    }

    /**
     * Returns whether an object of this name is of a stack. No other stack of the zone begins so: it would have to end with
     * another zone.
     */
    public static boolean isOf(String stack, String name) {
        return name.startsWith(stack + "_") && name.length() > stack.length() + 1 && isObject(name);
    }

    /**
     * Returns whether a service may be found by a name on the network that all apps share: there another app asks for its
     * own neighbours by name.
     *
     * @param service the service's key in the compose file, which Docker makes such a name of anyway
     */
    public static boolean isOwnAlias(String alias, String stack, String service, String domain) {
        return alias.equals(service)
                || alias.equals(stack)
                || alias.startsWith(stack + "_")
                || alias.startsWith(stack + "-")
                || alias.equals(domain)
                || alias.endsWith("." + domain);
    }
}
