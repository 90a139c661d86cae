package coop.ccci.reconcile.bridge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import coop.ccci.reconcile.config.BridgeWish;
import coop.ccci.reconcile.recipe.ContentName;
import coop.ccci.reconcile.recipe.SecretText;
import coop.ccci.reconcile.swarm.SwarmPart;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A stack of cc-ci's own, of the bridge's image: its compose file, its secrets, and a digest of all that it is made of, which
 * each of its services has as a label.
 */
abstract class OwnStack {
    /** The label with the digest of everything that a service is made of. */
    static final String WISH = "coop.ccci.wish";

    /** The ledger's network, in which are the ledger and who uses it, and no app of a run. */
    static final String LEDGER_NETWORK = "cc-ci_ledger";

    /** The address of the ledger in that network. */
    static final String LEDGER = "jdbc:postgresql://ledger:5432/postgres";

    private static final String PORT = "8090";
    private static final String USER = "65532:65532";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String name;
    private final Map<String, Path> secrets;

    /**
     * Names a stack.
     *
     * @param secrets settings that name a file, with the file on this host
     */
    OwnStack(String name, Map<String, Path> secrets) {
        this.name = name;
        this.secrets = new TreeMap<>(secrets);
    }

    /** Returns the name of the stack. */
    final String name() {
        return name;
    }

    /** Returns the names of its services in the swarm. */
    final List<String> services() {
        return services("").keySet().stream()
                .sorted()
                .map(service -> name + "_" + service)
                .toList();
    }

    /** Returns each of its services as a compose file has it, with this digest as a label. */
    abstract Map<String, Map<String, Object>> services(String digest);

    /** Returns its networks as a compose file has them. */
    abstract Map<String, Object> networks();

    /**
     * Checks, before anything is changed, what is already on this host.
     *
     * @throws coop.ccci.reconcile.part.PartException when something is in the way
     */
    void requireSound() {}

    /** Returns the names of secrets of the swarm that are its own and not made of files. */
    abstract List<String> madeUp();

    /** Returns the text of each secret by its name in the swarm. */
    final Map<String, String> secrets() {
        var texts = new TreeMap<String, String>();
        secrets.forEach((key, file) -> {
            var text = SecretText.read(file);
            texts.put(prefix(key) + ContentName.version(text), text);
        });
        return texts;
    }

    /** Returns whether a secret of the swarm is one of its, of whatever content, also of a setting that it has no more. */
    final boolean isOurSecret(String secret) {
        var version = secret.lastIndexOf('_') + 1;
        var setting = secret.substring(0, version);
        return setting.startsWith(name + "_")
                && (setting.contains("_file_")
                        || secrets.keySet().stream().map(this::prefix).anyMatch(setting::equals))
                && ContentName.isVersion(secret.substring(version));
    }

    /** Returns a digest of the compose file, the label with it left out. */
    final String digest() {
        return ContentName.digest(List.of(json(compose(""))));
    }

    /** Returns the compose file; JSON is YAML. A dollar stands for itself, and not for the beginning of a variable. */
    final String text() {
        return json(compose(digest())).replace("$", "$$");
    }

    private Map<String, Object> compose(String digest) {
        var external = new TreeMap<String, Object>();
        secretNames().values().forEach(secret -> external.put(secret, Map.of("external", true)));
        madeUp().forEach(secret -> external.put(secret, Map.of("external", true)));
        return Map.of("version", "3.8", "services", services(digest), "networks", networks(), "secrets", external);
    }

    /** Returns the name in the swarm of each secret that is made of a file, by its setting. */
    private Map<String, String> secretNames() {
        var names = new TreeMap<String, String>();
        secrets.forEach((key, file) -> names.put(key, prefix(key) + ContentName.version(SecretText.read(file))));
        return names;
    }

    private String prefix(String key) {
        return name + "_" + key.toLowerCase(Locale.ROOT) + "_";
    }

    /**
     * Returns a service of the bridge's image, as a user without rights, on a root that cannot be written, without Docker's
     * socket.
     *
     * @param role what it does of what the program can do
     * @param settings besides those that name a secret
     * @param ledgerSecret the name in the swarm of its password for the ledger
     * @param volumes what it shares with this host
     */
    final Map<String, Object> service(
            BridgeWish wish, String role, Map<String, String> settings, String ledgerSecret, List<Object> volumes) {
        var environment = new TreeMap<>(settings);
        environment.put("CCCI_LEDGER_URL", LEDGER);
        environment.put("CCCI_LEDGER_PASSWORD_FILE", "/run/secrets/CCCI_LEDGER_PASSWORD_FILE");
        var mounted = new ArrayList<Map<String, Object>>();
        mounted.add(mount(ledgerSecret, "CCCI_LEDGER_PASSWORD_FILE"));
        secretNames().forEach((key, secret) -> {
            mounted.add(mount(secret, key));
            environment.put(key, "/run/secrets/" + key);
        });
        var service = new LinkedHashMap<String, Object>();
        service.put("image", wish.reference());
        service.put("command", List.of("serve", "--role", role));
        service.put("user", USER);
        service.put("read_only", true);
        service.put("environment", environment);
        service.put("secrets", mounted);
        service.put("networks", List.of(SwarmPart.PROXY, LEDGER_NETWORK));
        service.put("volumes", volumes);
        return service;
    }

    private static Map<String, Object> mount(String source, String target) {
        return Map.of("source", source, "target", target, "uid", "65532", "mode", 0400);
    }

    /** The key tmpfs of compose files is ignored where a stack is deployed. */
    static Map<String, Object> memory() {
        return Map.of("type", "tmpfs", "target", "/tmp");
    }

    /** Returns the labels of a service that Traefik serves where the rule says. */
    static Map<String, String> served(String digest, String router, String rule) {
        var labels = new TreeMap<String, String>();
        labels.put(WISH, digest);
        labels.put("traefik.enable", "true");
        // As recipes have it. Beside its newer name, traefik.swarm.network, Traefik 3 refuses the service.
        labels.put("traefik.docker.network", SwarmPart.PROXY);
        labels.put("traefik.http.routers." + router + ".rule", rule);
        labels.put("traefik.http.routers." + router + ".entrypoints", "web-secure");
        labels.put("traefik.http.routers." + router + ".tls", "true");
        labels.put("traefik.http.services." + router + ".loadbalancer.server.port", PORT);
        return labels;
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
