package coop.ccci.sandbox.part.drone;

import com.fasterxml.jackson.databind.JsonNode;
import coop.ccci.sandbox.config.SecretFile;
import coop.ccci.sandbox.part.gitea.GiteaHttp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What Drone is to Gitea: an OAuth application of the administrator's. Its secret is told once, when it is made; one
 * whose secret is lost is replaced.
 *
 * @param gitea a connection as the administrator
 * @param name by which people know it in Gitea
 * @param drone where Drone answers, and is called back
 * @param folder where id and secret are kept
 */
public record OAuthApplication(GiteaHttp gitea, String name, URI drone, Path folder) {
    private static final String PATH = "/user/applications/oauth2";

    /** Makes the application unless Gitea has the one that is kept here. */
    public void make() {
        if (isThere()) {
            return;
        }
        registered().stream()
                .filter(each -> each.path("name").asText().equals(name))
                .forEach(each -> gitea.delete(PATH + "/" + each.path("id").asLong()));
        var made = gitea.post(
                PATH, Map.of("name", name, "redirect_uris", List.of(drone + "/login"), "confidential_client", true));
        SecretFile.write(folder.resolve("oauth.id"), made.path("client_id").asText());
        SecretFile.write(
                folder.resolve("oauth.secret"), made.path("client_secret").asText());
    }

    /** Returns what Drone calls itself to Gitea. */
    public String id() {
        return kept("oauth.id");
    }

    /** Returns what it shows for it. */
    public String secret() {
        return kept("oauth.secret");
    }

    private boolean isThere() {
        return !secret().isEmpty()
                && registered().stream()
                        .anyMatch(each -> each.path("client_id").asText().equals(id())
                                && each.path("redirect_uris").path(0).asText().equals(drone + "/login"));
    }

    private List<JsonNode> registered() {
        return gitea.list(PATH);
    }

    private String kept(String name) {
        try {
            var file = folder.resolve(name);
            return Files.exists(file) ? Files.readString(file).trim() : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
