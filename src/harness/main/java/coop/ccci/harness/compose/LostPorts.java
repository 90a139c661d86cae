package coop.ccci.harness.compose;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Ports that a service publishes and does not get, because another compose file is laid over it: Docker then keeps one port of
 * each published number, whatever the protocol, also where that file says nothing of ports (docker/cli, {@code
 * cli/compose/loader/merge.go}). What has no published number has the number 0.
 */
public final class LostPorts {
    /** More than a service may publish at once. */
    private static final int MAX_RANGE = 500;

    private static final String RANGE = "([0-9]{1,5})(?:-([0-9]{1,5}))?";
    private static final Pattern SHORT =
            Pattern.compile("(?:(?:.*:)?" + RANGE + "?:)?" + RANGE + "(?:/(tcp|udp|sctp))?");
    private static final String TCP = "tcp";

    /** The number under which Docker keeps a port that is to get any. */
    private static final int ANY = 0;

    private LostPorts() {}

    private record Port(int published, int target, String protocol, String file, int line) {
        private boolean isAlike(Port other) {
            return published == other.published
                    && protocol.equals(other.protocol)
                    && (published != ANY || target == other.target);
        }

        private String describe() {
            return (published == ANY ? target : published) + "/" + protocol;
        }
    }

    /**
     * A port that is lost.
     *
     * @param place the file and the line where it stands, for example {@code compose.yml:12}
     * @param by the file that is laid over the service
     * @param what one sentence for people, without the place
     */
    public record Lost(String place, String by, String what) {
        @Override
        public String toString() {
            return place + ": " + what;
        }
    }

    /** Finds them in the files of an app. */
    public static List<Lost> of(Compose compose) {
        return of(compose.documents());
    }

    /** Finds them where the folder of a recipe lays a file over these. */
    public static List<Lost> of(Compose compose, ComposeOverlay overlay) {
        var documents = new LinkedHashMap<>(compose.documents());
        documents.put(ComposeOverlay.NAME, overlay.asFile());
        return of(documents);
    }

    private static List<Lost> of(Map<String, ComposeValue> documents) {
        var lost = new ArrayList<Lost>();
        var services = new LinkedHashMap<String, List<Port>>();
        documents.forEach((file, content) -> content.at("services")
                .ifPresent(section -> section.entries().forEach((name, service) -> {
                    var own = ports(file, service);
                    services.merge(name, own, (before, laid) -> merged(name, before, laid, file, lost));
                })));
        return Collections.unmodifiableList(lost);
    }

    private static List<Port> merged(String service, List<Port> before, List<Port> laid, String by, List<Lost> lost) {
        if (before.isEmpty()) {
            return laid;
        }
        var kept = new LinkedHashMap<Integer, Port>();
        Stream.concat(before.stream(), laid.stream()).forEach(port -> kept.put(port.published(), port));
        var told = new LinkedHashSet<String>();
        Stream.concat(before.stream(), laid.stream())
                .filter(port -> kept.values().stream().noneMatch(port::isAlike))
                .filter(port -> told.add(port.describe()))
                .forEach(port -> lost.add(lost(service, port, kept.get(port.published()), by)));
        return List.copyOf(kept.values());
    }

    private static Lost lost(String service, Port port, Port kept, String by) {
        var why = port.published() == ANY
                ? "keeps one of the ports that have no published number"
                : "keeps one port of each published number";
        var help = port.published() == ANY
                ? "give each a published number"
                : "publish each protocol at a number of its own, or say what " + by + " says of " + service
                        + " in the file with its ports";
        return new Lost(
                port.file() + ":" + port.line(),
                by,
                "service " + service + " publishes " + port.describe() + ", and on a swarm it does not: where " + by
                        + " is laid over it, Docker " + why + ", and here that is " + kept.describe() + "; " + help);
    }

    private static List<Port> ports(String file, ComposeValue service) {
        return service.at("ports").map(ComposeValue::items).orElse(List.of()).stream()
                .flatMap(item -> item.entries().isEmpty() ? ofText(file, item) : ofMap(file, item))
                .toList();
    }

    private static Stream<Port> ofMap(String file, ComposeValue item) {
        return Stream.of(new Port(
                number(text(item, "published")),
                number(text(item, "target")),
                item.at("protocol").map(ComposeValue::text).orElse(TCP),
                file,
                item.line()));
    }

    private static Stream<Port> ofText(String file, ComposeValue item) {
        var port = SHORT.matcher(item.text());
        if (!port.matches()) {
            return Stream.empty();
        }
        var target = number(port.group(3));
        var published = number(port.group(1));
        var last = number(port.group(4));
        var more = Math.min(MAX_RANGE, Math.max(0, last - target));
        var protocol = port.group(5) == null ? TCP : port.group(5);
        return IntStream.rangeClosed(0, more)
                .mapToObj(step -> new Port(
                        published == ANY ? ANY : published + step, target + step, protocol, file, item.line()));
    }

    private static String text(ComposeValue item, String key) {
        return item.at(key).map(ComposeValue::text).orElse("");
    }

    /** What is no number, others tell of. */
    private static int number(String text) {
        return text != null && text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : ANY;
    }
}
