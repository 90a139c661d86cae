package coop.ccci.harness.socket.judge;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The stacks of one run's apps. An object belongs to a stack by its label, where Docker labels such objects and nothing
 * else can, and by its name {@code <stack>_<rest>}, which no other app of the zone has. Safe for use by several threads.
 */
public final class OwnStacks {
    /** The label by which {@code docker stack deploy} marks what it makes. */
    public static final String NAMESPACE = "com.docker.stack.namespace";

    /** The network that all apps share with Traefik. */
    public static final String PROXY = "proxy";

    /** The label of the backup bot's service, whatever its value. */
    static final String BACKUP_BOT = "coop-cloud.backupbot.enabled";

    private static final String SERVICE_ID = "com.docker.swarm.service.id";

    private final Map<String, String> domains = new ConcurrentHashMap<>();

    /** Adds an app of the run. */
    public void add(String stack, String domain) {
        domains.put(stack, domain);
    }

    /** Returns whether it is the name of one of the stacks. */
    boolean has(String stack) {
        return domains.containsKey(stack);
    }

    /** Returns the domain of a stack. */
    String domain(String stack) {
        return domains.getOrDefault(stack, "");
    }

    /** Returns the stack that an object of this name would belong to. */
    Optional<String> ofName(String name) {
        return domains.keySet().stream()
                .filter(stack -> name.startsWith(stack + "_"))
                .findFirst();
    }

    /** Returns the names of the stacks, for people. */
    String describe() {
        return domains.isEmpty() ? "none yet" : String.join(", ", new java.util.TreeSet<>(domains.keySet()));
    }

    /**
     * Returns whether an object is the run's own.
     *
     * @param object as the engine shows it, alone or in a list
     */
    boolean owns(EngineObjectKind kind, JsonNode object) {
        return switch (kind) {
            case SERVICE ->
                isOfStack(object.path("Spec").path("Labels"))
                        && ofName(object.path("Spec").path("Name").asText()).isPresent();
            case TASK -> isOfStack(object.path("Spec").path("ContainerSpec").path("Labels"));
            case CONTAINER -> isOfStack(labels(object));
            case NETWORK, VOLUME -> ofName(object.path("Name").asText()).isPresent();
            case SECRET, CONFIG ->
                ofName(object.path("Spec").path("Name").asText()).isPresent();
        };
    }

    /** Returns whether a run may see an object: its own, the network of all apps, and the backup bot. */
    boolean shows(EngineObjectKind kind, JsonNode object, EngineObjects engine) {
        return owns(kind, object)
                || switch (kind) {
                    case NETWORK -> isProxy(object);
                    case SERVICE -> isBackupBot(object);
                    case CONTAINER -> isOfBackupBot(object, engine);
                    case TASK, SECRET, CONFIG, VOLUME -> false;
                };
    }

    /** Returns a list as the engine gives it, with nothing in it but what a run may see. */
    JsonNode shown(EngineObjectKind kind, JsonNode answer, EngineObjects engine) {
        var copy = answer.deepCopy();
        var left = (kind == EngineObjectKind.VOLUME ? copy.path("Volumes") : copy).elements();
        while (left.hasNext()) {
            if (!shows(kind, left.next(), engine)) {
                left.remove();
            }
        }
        return copy;
    }

    static boolean isProxy(JsonNode network) {
        return network.path("Name").asText().equals(PROXY);
    }

    /** Returns whether a container is the backup bot's: swarm itself says of which service it is. */
    boolean isOfBackupBot(JsonNode container, EngineObjects engine) {
        var service = labels(container).path(SERVICE_ID).asText();
        return !service.isEmpty()
                && engine.inspect(EngineObjectKind.SERVICE, service)
                        .filter(this::isBackupBot)
                        .isPresent();
    }

    private boolean isBackupBot(JsonNode service) {
        return service.path("Spec").path("Labels").has(BACKUP_BOT) && !owns(EngineObjectKind.SERVICE, service);
    }

    private boolean isOfStack(JsonNode labels) {
        return has(labels.path(NAMESPACE).asText());
    }

    private static JsonNode labels(JsonNode container) {
        return container.has("Config") ? container.path("Config").path("Labels") : container.path("Labels");
    }
}
