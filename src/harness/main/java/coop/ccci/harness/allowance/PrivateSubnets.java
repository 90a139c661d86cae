package coop.ccci.harness.allowance;

import java.util.regex.Pattern;

/** The addresses that an app's own network may have: not so many, and not those of others, that the machine loses its own. */
public final class PrivateSubnets {
    /** What is allowed, for people. Swarm's networks have no IPv6, and with less than four addresses none for a task. */
    public static final String ALLOWED = "IPv4, of 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16, from /16 to /30";

    private static final Pattern FORM =
            Pattern.compile("([0-9]{1,3})\\.([0-9]{1,3})\\.([0-9]{1,3})\\.([0-9]{1,3})/([0-9]{1,2})");
    private static final int MAX_OCTET = 255;
    private static final int MIN_LENGTH = 16;
    private static final int MAX_LENGTH = 30;

    private PrivateSubnets() {}

    /** Returns whether an app's network may have it, for example {@code 10.231.77.0/24}. */
    public static boolean isAllowed(String subnet) {
        var form = FORM.matcher(subnet);
        if (!form.matches()) {
            return false;
        }
        for (var octet = 1; octet <= 4; octet++) {
            if (Integer.parseInt(form.group(octet)) > MAX_OCTET) {
                return false;
            }
        }
        var first = Integer.parseInt(form.group(1));
        var second = Integer.parseInt(form.group(2));
        var length = Integer.parseInt(form.group(5));
        return length >= MIN_LENGTH
                && length <= MAX_LENGTH
                && (first == 10 || (first == 172 && second >= 16 && second < 32) || (first == 192 && second == 168));
    }
}
