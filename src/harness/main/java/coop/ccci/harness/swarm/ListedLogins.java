package coop.ccci.harness.swarm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import coop.ccci.harness.process.TemporaryFolder;
import coop.ccci.harness.result.RunException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A folder for {@code DOCKER_CONFIG} with the logins that abra may use: of this machine's own, those to registries that
 * the operator lists whole. It is outside of the run's directory, for this user alone, and gone when this is closed.
 */
public final class ListedLogins implements AutoCloseable {
    private static final String VARIABLE = "DOCKER_CONFIG";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Optional<TemporaryFolder> folder;

    private ListedLogins(Optional<TemporaryFolder> folder) {
        this.folder = folder;
    }

    /**
     * Makes it; where this machine has no such file there is nothing to leave out, and nothing is made.
     *
     * @param config Docker's {@code config.json} of this user; one that cannot be read counts as empty
     * @throws RunException of the environment when the folder cannot be made
     */
    public static ListedLogins of(Path config, Registries listed) {
        if (Files.notExists(config)) {
            return new ListedLogins(Optional.empty());
        }
        try {
            var folder = TemporaryFolder.make();
            var logins = new ListedLogins(Optional.of(folder));
            var made = folder.path();
            JSON.writeValue(made.resolve("config.json").toFile(), reduced(read(config), listed));
            var contexts = config.resolveSibling("contexts");
            if (Files.isDirectory(contexts)) {
                Files.createSymbolicLink(made.resolve("contexts"), contexts.toAbsolutePath());
            }
            return logins;
        } catch (IOException e) {
            throw RunException.environment("cannot make a folder for Docker's settings: " + e.getMessage(), e);
        }
    }

    private static JsonNode read(Path config) {
        try {
            return JSON.readTree(config.toFile());
        } catch (IOException e) {
            return JSON.createObjectNode();
        }
    }

    /** A helper that keeps every login is asked for those that are listed. */
    static ObjectNode reduced(JsonNode config, Registries listed) {
        var reduced = config.isObject() ? config.<ObjectNode>deepCopy() : JSON.createObjectNode();
        var auths = JSON.createObjectNode();
        var helpers = JSON.createObjectNode();
        for (var registry : listed.whole()) {
            for (var key : keys(registry)) {
                Optional.ofNullable(config.path("auths").get(key)).ifPresent(auth -> auths.set(key, auth));
                Optional.ofNullable(config.path("credHelpers").get(key))
                        .or(() -> Optional.ofNullable(config.get("credsStore")))
                        .ifPresent(helper -> helpers.set(key, helper));
            }
        }
        reduced.remove("credsStore");
        reduced.set("auths", auths);
        reduced.set("credHelpers", helpers);
        return reduced;
    }

    private static List<String> keys(String registry) {
        return registry.equals("docker.io") ? List.of(RegistryLogins.HUB) : List.of(registry, "https://" + registry);
    }

    /** Returns an environment in which Docker's settings are these. */
    public Map<String, String> in(Map<String, String> environment) {
        var changed = new LinkedHashMap<>(environment);
        folder.ifPresent(made -> changed.put(VARIABLE, made.path().toString()));
        return changed;
    }

    @Override
    public void close() {
        folder.ifPresent(TemporaryFolder::close);
    }
}
