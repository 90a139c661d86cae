package coop.ccci.harness.swarm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * The logins that {@code docker login} has left for this user, in {@code config.json} under {@code auths}: the same
 * with which {@code abra} deploys. Logins that a credential helper keeps are not known, and pulls go without them.
 */
public final class RegistryLogins {
    /** The name under which Docker's client keeps the login to Docker Hub. */
    private static final String HUB = "https://index.docker.io/v1/";

    /** No logins. */
    public static final RegistryLogins NONE = new RegistryLogins(MissingNode.getInstance());

    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonNode auths;

    private RegistryLogins(JsonNode auths) {
        this.auths = auths;
    }

    /** Reads the file; where it is not there or cannot be read, there are no logins. */
    public static RegistryLogins read(Path config) {
        try {
            return Files.isReadable(config)
                    ? new RegistryLogins(JSON.readTree(config.toFile()).path("auths"))
                    : NONE;
        } catch (IOException e) {
            return NONE;
        }
    }

    /** The passwords, to be hidden. */
    public List<String> secrets() {
        return auths.findValuesAsText("auth").stream()
                .map(RegistryLogins::decoded)
                .map(login -> login.substring(login.indexOf(':') + 1))
                .filter(password -> !password.isEmpty())
                .toList();
    }

    /** The login to a registry in the form of the header {@code X-Registry-Auth}. */
    Optional<String> header(String registry) {
        var key = registry.equals("docker.io") ? HUB : registry;
        var auth = auths.path(key)
                .path("auth")
                .asText(auths.path("https://" + key).path("auth").asText(""));
        var login = decoded(auth);
        var colon = login.indexOf(':');
        if (colon < 1) {
            return Optional.empty();
        }
        var header = JSON.createObjectNode()
                .put("username", login.substring(0, colon))
                .put("password", login.substring(colon + 1))
                .put("serveraddress", key);
        return Optional.of(
                Base64.getUrlEncoder().encodeToString(header.toString().getBytes(StandardCharsets.UTF_8)));
    }

    private static String decoded(String auth) {
        try {
            return new String(Base64.getDecoder().decode(auth), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
