package coop.ccci.reconcile.bridge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import coop.ccci.reconcile.config.BridgeWish;
import coop.ccci.reconcile.recipe.ContentName;
import coop.ccci.reconcile.recipe.SecretText;
import coop.ccci.reconcile.swarm.SwarmPart;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The compose file of the bridge. It runs as a user without rights, on a root that cannot be written, without Docker's
 * socket; it shares the folder of runs with the harness, and keeps its ledger in a folder beside that.
 */
final class BridgeStack {
    /** The name of the stack. */
    static final String NAME = "cc-ci";

    /** The name of its service in the swarm. */
    static final String SERVICE = NAME + "_bridge";

    /** The label with the digest of everything that the service is made of. */
    static final String WISH = "coop.ccci.wish";

    private static final String PORT = "8090";
    private static final String USER = "65532:65532";
    private static final String STATE = "/var/lib/cc-ci";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final BridgeWish wish;

    BridgeStack(BridgeWish wish) {
        this.wish = wish;
    }

    /** Returns the text of each secret by its name in the swarm. */
    Map<String, String> secrets() {
        var secrets = new TreeMap<String, String>();
        wish.secrets().forEach((key, file) -> {
            var text = SecretText.read(file);
            secrets.put(prefix(key) + ContentName.version(text), text);
        });
        return secrets;
    }

    /** Returns whether a secret of the swarm is one of the bridge's, of whatever content. */
    boolean isOurSecret(String name) {
        return wish.secrets().keySet().stream()
                .map(BridgeStack::prefix)
                .anyMatch(prefix -> name.startsWith(prefix) && ContentName.isVersion(name.substring(prefix.length())));
    }

    /** Returns a digest of the compose file, the label with it left out. */
    String digest() {
        return ContentName.digest(List.of(json(compose(""))));
    }

    /** Returns the compose file; JSON is YAML. */
    String text() {
        return json(compose(digest()));
    }

    private Map<String, Object> compose(String digest) {
        var mounted = new ArrayList<Map<String, Object>>();
        var external = new LinkedHashMap<String, Object>();
        var environment = new TreeMap<String, String>(wish.settings());
        new TreeMap<>(wish.secrets()).forEach((key, file) -> {
            var name = prefix(key) + ContentName.version(SecretText.read(file));
            mounted.add(Map.of("source", name, "target", key, "uid", "65532", "mode", 0400));
            external.put(name, Map.of("external", true));
            environment.put(key, "/run/secrets/" + key);
        });
        var service = new LinkedHashMap<String, Object>();
        service.put("image", wish.reference());
        service.put("user", USER);
        service.put("read_only", true);
        service.put("environment", environment);
        service.put("secrets", mounted);
        service.put("networks", List.of(SwarmPart.PROXY));
        service.put(
                "volumes",
                List.of(
                        wish.runs().resolveSibling("bridge") + ":" + STATE,
                        wish.runs() + ":" + STATE + "/runs",
                        // The key tmpfs of compose files is ignored where a stack is deployed.
                        Map.of("type", "tmpfs", "target", "/tmp")));
        service.put("deploy", Map.of("labels", labels(digest)));
        var compose = new LinkedHashMap<String, Object>();
        compose.put("version", "3.8");
        compose.put("services", Map.of("bridge", service));
        compose.put("networks", Map.of(SwarmPart.PROXY, Map.of("external", true)));
        compose.put("secrets", external);
        return compose;
    }

    private Map<String, String> labels(String digest) {
        var labels = new TreeMap<String, String>();
        labels.put(WISH, digest);
        labels.put("traefik.enable", "true");
        // As recipes have it. Beside its newer name, traefik.swarm.network, Traefik 3 refuses the service.
        labels.put("traefik.docker.network", SwarmPart.PROXY);
        labels.put("traefik.http.routers.cc-ci.rule", "Host(`" + wish.domain() + "`)");
        labels.put("traefik.http.routers.cc-ci.entrypoints", "web-secure");
        labels.put("traefik.http.routers.cc-ci.tls", "true");
        labels.put("traefik.http.services.cc-ci.loadbalancer.server.port", PORT);
        return labels;
    }

    private static String prefix(String key) {
        return NAME + "_" + key.toLowerCase(Locale.ROOT) + "_";
    }

    private static String json(Map<String, Object> compose) {
        try {
            return JSON.writer()
                    .with(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                    .writeValueAsString(compose);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
