package coop.ccci.reconcile.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import coop.ccci.reconcile.config.RecipeWish.SecretWish;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;

/** Reads {@code host.json}. A key that it does not know is an error, and every problem is told at once. */
public final class HostConfigReader {
    private static final int VERSION = 1;
    private static final int MAX_BYTES = 1 << 20;
    private static final String RUNS = "/var/lib/cc-ci/runs";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<String> problems = new ArrayList<>();

    private HostConfigReader() {}

    /**
     * Reads a file.
     *
     * @throws HostConfigException when it is not there, is no JSON, or does not describe a host
     */
    public static HostConfig read(Path file) {
        return parse(file.toString(), text(file));
    }

    private static String text(Path file) {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new HostConfigException(file.toString(), List.of("it is larger than " + MAX_BYTES + " bytes"));
            }
            return Files.readString(file);
        } catch (IOException e) {
            throw new HostConfigException(
                    file.toString(),
                    List.of("it cannot be read (" + e.getMessage() + "); NixOS writes it, and so may you"));
        }
    }

    /**
     * Returns the folder of all runs, whatever else stands in the file: whether a run is at work is asked before a switch, when
     * the file is of the version before, or not there yet.
     *
     * @throws HostConfigException when it is no JSON, or names no absolute path
     */
    public static Path runs(Path file) {
        if (!Files.exists(file)) {
            return Path.of(RUNS);
        }
        var runs = tree(file.toString(), text(file)).at("/bridge/runs").asText(RUNS);
        if (!runs.startsWith("/")) {
            throw new HostConfigException(
                    file.toString(), List.of("bridge.runs is \"" + runs + "\"; it must be an absolute path"));
        }
        return Path.of(runs);
    }

    /**
     * Reads a text.
     *
     * @param name what the text is called in errors
     * @throws HostConfigException when it is no JSON, or does not describe a host
     */
    static HostConfig parse(String name, String text) {
        var reader = new HostConfigReader();
        var config = reader.host(new HostConfigSection("", tree(name, text), reader.problems));
        if (!reader.problems.isEmpty()) {
            throw new HostConfigException(name, reader.problems);
        }
        return config;
    }

    private static JsonNode tree(String name, String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new HostConfigException(name, List.of("it is no JSON: " + e.getOriginalMessage()));
        }
    }

    private HostConfig host(HostConfigSection root) {
        if (root.number("version") != VERSION) {
            problems.add("version is not " + VERSION + ", which is what this cc-ci reads");
        }
        var domain = root.text("domain");
        var parts = parts(root);
        var swarm = root.section("swarm");
        var address = swarm.map(section -> section.text("advertiseAddress")).orElse("127.0.0.1");
        var proxy = root.section("proxy");
        var certificate =
                proxy.map(section -> new HostConfig.CertificateFiles(section.path("certificate"), section.path("key")));
        var recipes = new EnumMap<PartName, RecipeWish>(PartName.class);
        proxy.ifPresent(section -> recipes.put(PartName.PROXY, proxyRecipe(section, certificate.orElseThrow())));
        root.section("drone").ifPresent(section -> recipes.put(PartName.DRONE, recipe(section)));
        root.section("backupbot").ifPresent(section -> recipes.put(PartName.BACKUPBOT, recipe(section)));
        var bridge = root.section("bridge").map(this::bridge);
        root.section("dashboard").ifPresent(HostConfigSection::refuseUnknown);
        if (parts.contains(PartName.DASHBOARD) && bridge.isEmpty()) {
            problems.add("parts names dashboard, and there is no key bridge: the dashboard shows the bridge's runs");
        }
        swarm.ifPresent(HostConfigSection::refuseUnknown);
        root.refuseUnknown();
        for (var part : parts) {
            if (part != PartName.SWARM && root.section(part.text()).isEmpty()) {
                problems.add("parts names " + part.text() + ", and there is no key " + part.text());
            }
        }
        return new HostConfig(domain, parts, address, certificate, recipes, bridge);
    }

    private List<PartName> parts(HostConfigSection root) {
        var parts = new ArrayList<PartName>();
        for (var name : root.list("parts")) {
            PartName.of(name)
                    .ifPresentOrElse(
                            parts::add,
                            () -> problems.add("parts: there is no part \"" + name + "\"; there are " + all()));
        }
        var sorted = parts.stream().distinct().sorted().toList();
        if (!sorted.equals(parts)) {
            problems.add("parts: each stands once, in this order: " + all());
        }
        return sorted;
    }

    private static String all() {
        return String.join(
                ", ", List.of(PartName.values()).stream().map(PartName::text).toList());
    }

    private static RecipeWish proxyRecipe(HostConfigSection section, HostConfig.CertificateFiles files) {
        var secrets = List.of(
                new SecretWish("ssl_cert", "SECRET_WILDCARD_CERT_VERSION", files.chain()),
                new SecretWish("ssl_key", "SECRET_WILDCARD_KEY_VERSION", files.key()));
        return recipe(section, secrets);
    }

    private static RecipeWish recipe(HostConfigSection section) {
        var secrets = new ArrayList<SecretWish>();
        section.paths("secrets")
                .forEach((id, file) ->
                        secrets.add(new SecretWish(id, "SECRET_" + id.toUpperCase(Locale.ROOT) + "_VERSION", file)));
        return recipe(section, secrets);
    }

    private static RecipeWish recipe(HostConfigSection section, List<SecretWish> secrets) {
        var wish = new RecipeWish(
                section.text("recipe"),
                section.text("version"),
                section.text("domain"),
                section.texts("settings"),
                section.paths("secretSettings"),
                secrets,
                section.optionalText("probe"));
        section.refuseUnknown();
        return wish;
    }

    private BridgeWish bridge(HostConfigSection section) {
        var image = section.section("image");
        if (image.isEmpty()) {
            problems.add("bridge.image is missing: it has name, tag and archive");
        }
        var wish = new BridgeWish(
                image.map(each -> each.text("name")).orElse(""),
                image.map(each -> each.text("tag")).orElse(""),
                image.map(each -> each.path("archive")).orElse(Path.of("/")),
                section.text("domain"),
                section.texts("settings"),
                section.paths("secrets"),
                section.path("runs"),
                section.text("ledgerImage"));
        image.ifPresent(HostConfigSection::refuseUnknown);
        section.refuseUnknown();
        return wish;
    }
}
