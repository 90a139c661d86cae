package coop.ccci.harness.policy;

import coop.ccci.harness.allowance.MachinePorts;
import java.util.List;
import java.util.regex.Pattern;

/** What a service may publish: ports that are not the machine's own, not too many at once. */
final class PortShape {
    private static final int MAX_RANGE = 500;
    private static final String RANGE = "([0-9]{1,5})(?:-([0-9]{1,5}))?";
    private static final Pattern PUBLISHED = Pattern.compile(RANGE);
    private static final Pattern SHORT = Pattern.compile("(?:(?:[0-9]{1,3}(?:\\.[0-9]{1,3}){3}|\\[[0-9a-fA-F:]+]):)?(?:"
            + RANGE + ":)?" + RANGE + "(?:/(?:tcp|udp|sctp))?");

    private static final Keys LONG = new Keys()
            .key("target", "a port of the container", Shapes.number(1, MachinePorts.MAX))
            .key(
                    "published",
                    "a port of the machine that is not its own: " + MachinePorts.ALLOWED,
                    PortShape::published)
            .key("protocol", "a word", Shapes.oneOf("tcp", "udp", "sctp"))
            .key("mode", "a word", Shapes.oneOf("ingress", "host"))
            .key("name", "a text", Shapes::single);

    private PortShape() {}

    static void list(PolicyValue judged) {
        if (!judged.isList() && !judged.isEmpty()) {
            judged.found("has to be a list and is " + judged.describe());
        }
        judged.items().forEach(item -> {
            if (item.isMap()) {
                LONG.judge(item);
            } else {
                text(item);
            }
        });
    }

    static List<List<String>> rows(String path) {
        return LONG.rows(path);
    }

    private static void text(PolicyValue judged) {
        var port = SHORT.matcher(judged.text());
        if (!judged.isScalar() || !port.matches()) {
            judged.found(judged.describe() + ", which is not of the form 8448:8448/tcp");
        } else if (port.group(1) != null) {
            range(judged, port.group(1), port.group(2));
        }
    }

    private static void published(PolicyValue judged) {
        var range = PUBLISHED.matcher(judged.text());
        if (judged.isEmpty()) {
            return;
        }
        if (range.matches()) {
            range(judged, range.group(1), range.group(2));
        } else {
            judged.found("is " + judged.describe() + "; give a port");
        }
    }

    private static void range(PolicyValue judged, String first, String last) {
        var from = Integer.parseInt(first);
        var to = last == null ? from : Integer.parseInt(last);
        if (from > to || to > MachinePorts.MAX || to - from >= MAX_RANGE) {
            judged.found("the ports " + from + "-" + to + "; allowed are " + MAX_RANGE + " at once, up to "
                    + MachinePorts.MAX);
        }
        MachinePorts.firstIn(from, to)
                .ifPresent(port -> judged.found("the port " + port
                        + ", which is the machine's own: let Traefik lead to the app, or publish another one (allowed are "
                        + MachinePorts.ALLOWED + ")"));
    }
}
