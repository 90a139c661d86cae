package coop.ccci.bridge.host;

import com.github.dockerjava.api.model.Event;
import com.github.dockerjava.api.model.EventType;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Something that happened to a service of the swarm, in words for people.
 *
 * @param at when, by Docker's clock
 * @param stack the stack that it belongs to
 * @param service the service, without its stack's name
 * @param what what happened, on one line
 */
public record SwarmEvent(Instant at, String stack, String service, String what) {
    private static final int MAX_LENGTH = 200;
    private static final String STACK = "com.docker.stack.namespace";
    private static final String SERVICE = "com.docker.swarm.service.name";
    private static final Map<String, String> PLAIN = Map.of(
            "start", "a container was started",
            "oom", "a container was out of memory",
            "health_status: healthy", "a container is healthy",
            "health_status: unhealthy", "a container is unhealthy");

    /** Cuts what is too long, and keeps it on one line: names are foreign text. */
    public SwarmEvent {
        service = line(service);
        what = line(what);
    }

    /** Returns what of Docker's events tells of a service of a stack; empty for all others. */
    static Optional<SwarmEvent> of(Event event) {
        if (event.getActor() == null || event.getActor().getAttributes() == null || event.getAction() == null) {
            return Optional.empty();
        }
        var attributes = event.getActor().getAttributes();
        var stack = attributes.getOrDefault(STACK, "");
        var service = attributes.getOrDefault(SERVICE, "");
        if (event.getType() != EventType.CONTAINER || stack.isEmpty() || !service.startsWith(stack + "_")) {
            return Optional.empty();
        }
        return describe(event.getAction(), attributes)
                .map(what -> new SwarmEvent(at(event), stack, service.substring(stack.length() + 1), what));
    }

    private static Optional<String> describe(String action, Map<String, String> attributes) {
        if (action.equals("die")) {
            return Optional.of("a container ended with exit code " + attributes.getOrDefault("exitCode", "?"));
        }
        return Optional.ofNullable(PLAIN.get(action));
    }

    private static Instant at(Event event) {
        return event.getTimeNano() != null
                ? Instant.ofEpochSecond(0, event.getTimeNano())
                : Instant.ofEpochSecond(Optional.ofNullable(event.getTime()).orElse(0L));
    }

    private static String line(String text) {
        var plain = text.replaceAll("[\\p{Cntrl}\\p{Cf}]", " ");
        return plain.substring(0, Math.min(MAX_LENGTH, plain.length()));
    }
}
