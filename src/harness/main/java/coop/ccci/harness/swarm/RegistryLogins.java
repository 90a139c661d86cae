package coop.ccci.harness.swarm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The logins that {@code docker login} has left for this user, in {@code config.json} under {@code auths}: the same
 * with which {@code abra} deploys. Logins that a credential helper keeps are not known, and pulls go without them.
 */
public final class RegistryLogins {
    /** The name under which Docker's client keeps the login to Docker Hub. */
    static final String HUB = "https://index.docker.io/v1/";

    /** No logins. */
    public static final RegistryLogins NONE =
            new RegistryLogins(MissingNode.getInstance(), Optional.empty(), Registries.NONE);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonNode auths;
    private final Optional<String> problem;
    private final Registries registries;

    private RegistryLogins(JsonNode auths, Optional<String> problem, Registries registries) {
        this.auths = auths;
        this.problem = problem;
        this.registries = registries;
    }

    /** Returns the same logins, used for images of these registries alone; until then for none. */
    public RegistryLogins onlyFor(Registries listed) {
        return new RegistryLogins(auths, problem, listed);
    }

    Registries registries() {
        return registries;
    }

    /** Reads the file; where it is not there, there are no logins, and where it cannot be read, a problem too. */
    public static RegistryLogins read(Path config) {
        if (Files.notExists(config)) {
            return NONE;
        }
        try {
            var tree = JSON.readTree(config.toFile());
            if (!tree.isObject()) {
                return unreadable(config, "it holds no JSON object");
            }
            var auths = tree.path("auths");
            var wrong = auths.properties().stream()
                    .filter(login -> !isLogin(login.getValue().path("auth").asText("")))
                    .map(Map.Entry::getKey)
                    .toList();
            return wrong.isEmpty()
                    ? new RegistryLogins(auths, Optional.empty(), Registries.NONE)
                    : new RegistryLogins(
                            auths,
                            Optional.of(problem(config, "not a login: " + String.join(", ", wrong))),
                            Registries.NONE);
        } catch (JsonProcessingException e) {
            // its message may quote the file, and so a password
            return unreadable(config, "no JSON at line " + e.getLocation().getLineNr());
        } catch (IOException e) {
            return unreadable(config, e.getMessage());
        }
    }

    /** A registry whose login a credential helper keeps has an entry without one. */
    private static boolean isLogin(String auth) {
        return auth.isEmpty() || decoded(auth).indexOf(':') > 0;
    }

    private static RegistryLogins unreadable(Path config, String why) {
        return new RegistryLogins(MissingNode.getInstance(), Optional.of(problem(config, why)), Registries.NONE);
    }

    private static String problem(Path config, String why) {
        return "the logins to registries in " + config + " cannot be read (" + why + "), so images are pulled without"
                + " them; repair the file, or log in anew (docker login), or set DOCKER_CONFIG to another folder";
    }

    /** Returns what is wrong with the file and what to do about it, one sentence; empty when nothing is. */
    public Optional<String> problem() {
        return problem;
    }

    /** Returns the passwords, to be hidden. */
    public List<String> secrets() {
        return auths.findValuesAsText("auth").stream()
                .map(RegistryLogins::decoded)
                .map(login -> login.substring(login.indexOf(':') + 1))
                .filter(password -> !password.isEmpty())
                .toList();
    }

    /**
     * Returns the login to an image's registry in the form of the header {@code X-Registry-Auth}; empty where there is none,
     * and where the operator does not list the image.
     */
    Optional<String> header(ImageReference image) {
        return registries.lists(image) ? header(image.registry()) : Optional.empty();
    }

    /** Returns whether there is a login to the image's registry that is not used for it. */
    boolean isKeptBack(ImageReference image) {
        return !registries.lists(image) && header(image.registry()).isPresent();
    }

    private Optional<String> header(String registry) {
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
