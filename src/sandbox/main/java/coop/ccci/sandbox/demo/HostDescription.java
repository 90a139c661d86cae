package coop.ccci.sandbox.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import coop.ccci.sandbox.config.SandboxException;
import coop.ccci.sandbox.part.drone.PipelineRepository;
import coop.ccci.sandbox.part.gitea.SandboxAccount;
import coop.ccci.sandbox.part.recipe.SampleRecipe;
import coop.ccci.sandbox.part.traefik.ZoneTrust;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The {@code host.json} of a demo: that of the example host, which Nix has made ({@code nix/tests/units}), with what this
 * sandbox has in place of what an operator would name.
 *
 * @param imageTag of the bridge's image
 * @param volumes the folder in which the engine has its volumes
 */
record HostDescription(HostPlace place, String imageTag, String volumes) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The store path of what is installed, as the golden files name it. */
    static final String INSTALLED = "/nix/store/@hash@-cc-ci";

    /** Returns the text of the file. */
    String json() {
        try {
            var host = (ObjectNode) JSON.readTree(golden().toFile());
            host.put("domain", place.settings().zone());
            host.set("parts", JSON.valueToTree(place.parts()));
            proxy(section(host, "proxy"));
            drone(section(host, "drone"));
            bridge(section(host, "bridge"));
            backupbot(section(host, "backupbot"));
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(host) + "\n";
        } catch (IOException e) {
            throw new SandboxException("cannot read " + golden() + ": " + e.getMessage(), e);
        }
    }

    private Path golden() {
        return place.settings().home().resolve("nix/tests/units/host.json");
    }

    private void proxy(ObjectNode proxy) {
        recipe(proxy, "proxy");
        section(proxy, "settings")
                .put("COMPOSE_FILE", "compose.yml:compose.wildcard.yml:compose.name.yml")
                .put("ENGINE_SOCKET", place.settings().dockerSocket().toString())
                .put("NAME_IN_PROXY", place.domain("drone"));
    }

    private void drone(ObjectNode drone) {
        recipe(drone, "drone");
        section(drone, "settings")
                .put("COMPOSE_FILE", "compose.yml:compose.gitea.yml" + (place.isBeside() ? ":compose.name.yml" : ""))
                .put("DRONE_ADMIN_USERNAME", SandboxAccount.ADMIN.login())
                .put("GITEA_DOMAIN", place.gitea().getAuthority())
                .put("GITEA_PROTO", place.gitea().getScheme());
        section(drone, "secretSettings").put("DRONE_ADMIN_TOKEN", "/run/secrets/drone/admin_token");
    }

    private void bridge(ObjectNode bridge) {
        bridge.put("domain", place.settings().zone());
        bridge.put("ledgerImage", place.settings().registry() + "/ccci/postgresql:15");
        bridge.put("runs", place.state().resolve("runs").toString());
        section(bridge, "image")
                .put("archive", INSTALLED + "/share/cc-ci/bridge-image")
                .put("tag", imageTag);
        section(bridge, "settings")
                .put("CCCI_PUBLIC_URL", place.pages().toString())
                .put("CI_REPO", PipelineRepository.fullName())
                .put(
                        "DRONE_URL",
                        place.isBeside()
                                ? "http://" + place.domain("drone") + ":8080"
                                : place.drone().toString())
                .put("GITEA_URL", place.gitea().toString())
                .put(
                        "JAVA_TOOL_OPTIONS",
                        "-Djavax.net.ssl.trustStore=/var/lib/cc-ci/ca.p12 -Djavax.net.ssl.trustStorePassword="
                                + ZoneTrust.PASSWORD)
                .put("POLL_INTERVAL", "2s");
    }

    private void backupbot(ObjectNode bot) {
        recipe(bot, "backupbot");
        section(bot, "settings").put("ENGINE_VOLUMES", volumes);
    }

    private void recipe(ObjectNode section, String part) {
        var recipe = section.path("recipe").asText();
        var version = SampleRecipe.ofHosts(place.settings().home()).stream()
                .filter(each -> each.name().value().equals(recipe))
                .flatMap(each -> each.history().main().stream())
                .flatMap(step -> step.tag().stream())
                .findFirst()
                .orElseThrow(() -> new SandboxException("the sandbox has no recipe " + recipe + " for a host"));
        section.put("domain", place.domain(part));
        section.put("version", version);
    }

    private static ObjectNode section(ObjectNode parent, String key) {
        return parent.withObject("/" + key);
    }

    /** Returns the text of a golden file. */
    static String golden(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new SandboxException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }
}
