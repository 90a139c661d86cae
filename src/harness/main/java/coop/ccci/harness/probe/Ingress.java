package coop.ccci.harness.probe;

import java.util.regex.Pattern;

/**
 * The TLS entry point that is asked instead of the one that DNS names.
 *
 * @param host a host name or an address
 * @param port 1 to 65535
 */
public record Ingress(String host, int port) {
    private static final Pattern FORM = Pattern.compile("(\\[[0-9a-fA-F:.]+]|[A-Za-z0-9.-]+):([0-9]{1,5})");

    /**
     * Reads {@code host:port}.
     *
     * @throws IllegalArgumentException when it is not of that form
     */
    public static Ingress parse(String text) {
        var form = FORM.matcher(text);
        if (form.matches()) {
            var port = Integer.parseInt(form.group(2));
            if (port >= 1 && port <= 65_535) {
                return new Ingress(form.group(1), port);
            }
        }
        throw new IllegalArgumentException(
                "\"" + text + "\" is not a TLS entry point: give host:port, for example 127.0.0.1:443");
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
