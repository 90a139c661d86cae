package coop.ccci.sandbox.config;

import coop.ccci.contract.RecipeFolders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Where the sandbox keeps its state and listens. A value comes from the environment, else from what the sandbox was
 * brought up with, else it is the default; so {@code sandbox down} needs no environment.
 *
 * @param folder the one folder with all state
 * @param home the checkout, {@code CCCI_HOME}
 * @param parts the cache of built programs, outside folder and checkout
 * @param zone the domain under which recipes are deployed, {@code CCCI_ZONE}
 * @param dockerSocket the unix socket of the Docker engine, {@code CCCI_SANDBOX_DOCKER_SOCKET}
 * @param registryMirror where the sandbox's Docker looks for public images first, such as {@code http://10.0.0.1:5000};
 *     empty for nowhere, {@code CCCI_SANDBOX_REGISTRY_MIRROR}
 * @param registryPort port on 127.0.0.1, {@code CCCI_SANDBOX_REGISTRY_PORT}
 * @param httpPort Traefik's entry point {@code web}, {@code CCCI_SANDBOX_HTTP_PORT}
 * @param httpsPort Traefik's entry point {@code web-secure}, {@code CCCI_SANDBOX_HTTPS_PORT}
 * @param giteaPort port on 127.0.0.1, {@code CCCI_SANDBOX_GITEA_PORT}
 * @param engine what executes runs, {@code CCCI_SANDBOX_ENGINE}
 * @param dronePort port of Drone's server on 127.0.0.1, {@code CCCI_SANDBOX_DRONE_PORT}
 * @param runnerPort port of Drone's runner on 127.0.0.1, {@code CCCI_SANDBOX_RUNNER_PORT}
 */
public record SandboxSettings(
        SandboxFolder folder,
        Path home,
        Path parts,
        String zone,
        Path dockerSocket,
        String registryMirror,
        int registryPort,
        int httpPort,
        int httpsPort,
        int giteaPort,
        EngineChoice engine,
        int dronePort,
        int runnerPort) {

    /** The address that every part listens on. */
    public static final String LOOPBACK = "127.0.0.1";

    private static final Pattern ZONE = Pattern.compile("[a-z0-9-]{1,63}(\\.[a-z0-9-]{1,63})+");
    private static final Pattern MIRROR_ADDRESS = Pattern.compile("https?://[^/\\s]+/?");
    private static final String MIRROR = "CCCI_SANDBOX_REGISTRY_MIRROR";
    private static final String ENGINE = "CCCI_SANDBOX_ENGINE";
    private static final Map<String, String> DEFAULTS = Map.of(
            "CCCI_ZONE",
            "ci.localhost",
            "CCCI_SANDBOX_DOCKER_SOCKET",
            "/var/run/docker.sock",
            MIRROR,
            "",
            "CCCI_SANDBOX_REGISTRY_PORT",
            "5000",
            "CCCI_SANDBOX_HTTP_PORT",
            "80",
            "CCCI_SANDBOX_HTTPS_PORT",
            "443",
            "CCCI_SANDBOX_GITEA_PORT",
            "3000",
            ENGINE,
            EngineChoice.LOCAL.code(),
            "CCCI_SANDBOX_DRONE_PORT",
            "3001",
            "CCCI_SANDBOX_RUNNER_PORT",
            "3002");

    /**
     * Reads the settings.
     *
     * @param environment the process's environment
     * @throws SandboxException naming the variable, its value and what is allowed, when one is not of its form
     */
    public static SandboxSettings of(Map<String, String> environment) {
        var cache = cache(environment);
        var folder = new SandboxFolder(Path.of(environment.getOrDefault(
                "CCCI_SANDBOX_DIR", cache.resolve("sandbox").toString())));
        var values = new TreeMap<>(DEFAULTS);
        values.putAll(saved(folder.settings()));
        DEFAULTS.keySet().stream()
                .filter(key -> !environment.getOrDefault(key, "").isBlank())
                .forEach(key -> values.put(key, environment.get(key)));
        if (!environment.containsKey("CCCI_SANDBOX_DOCKER_SOCKET") && environment.containsKey("DOCKER_HOST")) {
            values.put("CCCI_SANDBOX_DOCKER_SOCKET", socketOf(environment.get("DOCKER_HOST")));
        }
        return new SandboxSettings(
                folder,
                home(environment),
                cache.resolve("parts"),
                zone(values),
                Path.of(values.get("CCCI_SANDBOX_DOCKER_SOCKET")).toAbsolutePath(),
                mirror(values),
                port(values, "CCCI_SANDBOX_REGISTRY_PORT"),
                port(values, "CCCI_SANDBOX_HTTP_PORT"),
                port(values, "CCCI_SANDBOX_HTTPS_PORT"),
                port(values, "CCCI_SANDBOX_GITEA_PORT"),
                EngineChoice.parse(ENGINE, values.get(ENGINE)),
                port(values, "CCCI_SANDBOX_DRONE_PORT"),
                port(values, "CCCI_SANDBOX_RUNNER_PORT"));
    }

    /** Returns the same with another engine. */
    public SandboxSettings with(EngineChoice other) {
        return new SandboxSettings(
                folder,
                home,
                parts,
                zone,
                dockerSocket,
                registryMirror,
                registryPort,
                httpPort,
                httpsPort,
                giteaPort,
                other,
                dronePort,
                runnerPort);
    }

    /** Keeps the settings in the folder for the commands to come. */
    public void save() {
        var values = new LinkedHashMap<String, String>();
        values.put("CCCI_ZONE", zone);
        values.put("CCCI_SANDBOX_DOCKER_SOCKET", dockerSocket.toString());
        values.put(MIRROR, registryMirror);
        values.put("CCCI_SANDBOX_REGISTRY_PORT", Integer.toString(registryPort));
        values.put("CCCI_SANDBOX_HTTP_PORT", Integer.toString(httpPort));
        values.put("CCCI_SANDBOX_HTTPS_PORT", Integer.toString(httpsPort));
        values.put("CCCI_SANDBOX_GITEA_PORT", Integer.toString(giteaPort));
        values.put(ENGINE, engine.code());
        values.put("CCCI_SANDBOX_DRONE_PORT", Integer.toString(dronePort));
        values.put("CCCI_SANDBOX_RUNNER_PORT", Integer.toString(runnerPort));
        var text = values.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue() + "\n")
                .collect(Collectors.joining());
        try {
            Files.writeString(folder.settings(), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Returns where recipes' folders are in this sandbox: those of the checkout, and after them those of the sample
     * recipes, which no host has.
     */
    public RecipeFolders recipeTests() {
        return new RecipeFolders(List.of(home.resolve("recipe-tests"), home.resolve("src/sandbox/recipe-tests")));
    }

    /** Returns the address that images of the sandbox begin with, such as {@code 127.0.0.1:5000}. */
    public String registry() {
        return LOOPBACK + ":" + registryPort;
    }

    /** Returns host and port of Traefik's TLS entry point. */
    public String ingress() {
        return LOOPBACK + ":" + httpsPort;
    }

    /** Returns where Gitea answers. */
    public URI gitea() {
        return URI.create("http://" + LOOPBACK + ":" + giteaPort);
    }

    /** Returns where Drone's server answers. */
    public URI drone() {
        return URI.create("http://" + LOOPBACK + ":" + dronePort);
    }

    /** Returns the Docker engine's address as {@code DOCKER_HOST} has it. */
    public String dockerHost() {
        return "unix://" + dockerSocket;
    }

    /** Returns whether the Docker engine is where everybody looks for it. */
    public boolean dockerSocketIsDefault() {
        return dockerSocket.toString().equals(DEFAULTS.get("CCCI_SANDBOX_DOCKER_SOCKET"));
    }

    private static Path cache(Map<String, String> environment) {
        var base = environment.getOrDefault("XDG_CACHE_HOME", "");
        var root = base.isBlank() ? Path.of(environment.getOrDefault("HOME", "/root"), ".cache") : Path.of(base);
        return root.resolve("cc-ci").toAbsolutePath();
    }

    private static Path home(Map<String, String> environment) {
        var home = environment.getOrDefault("CCCI_HOME", "");
        if (home.isBlank()) {
            throw new SandboxException(
                    "CCCI_HOME is not set; it is the folder of the checkout. Start the sandbox by ./cc-ci sandbox.");
        }
        return Path.of(home).toAbsolutePath();
    }

    private static Map<String, String> saved(Path file) {
        if (!Files.exists(file)) {
            return Map.of();
        }
        try (var lines = Files.lines(file)) {
            return lines.filter(line -> DEFAULTS.containsKey(line.replaceFirst("=.*", "")))
                    .collect(Collectors.toMap(
                            line -> line.replaceFirst("=.*", ""), line -> line.replaceFirst("[^=]*=", "")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String socketOf(String dockerHost) {
        if (!dockerHost.startsWith("unix://")) {
            throw new SandboxException("DOCKER_HOST is \"" + dockerHost + "\", and the sandbox works with a Docker on"
                    + " this machine only: unset it, or set it to unix://<path of the socket>.");
        }
        return dockerHost.substring("unix://".length());
    }

    private static String mirror(Map<String, String> values) {
        var mirror = values.get(MIRROR);
        if (!mirror.isEmpty() && !MIRROR_ADDRESS.matcher(mirror).matches()) {
            throw new SandboxException(
                    MIRROR + " is \"" + mirror + "\"; it must be http:// or https:// with a host, such as"
                            + " http://10.0.0.1:5000, and no path.");
        }
        return mirror;
    }

    private static String zone(Map<String, String> values) {
        var zone = values.get("CCCI_ZONE");
        if (!ZONE.matcher(zone).matches()) {
            throw new SandboxException("CCCI_ZONE is \"" + zone
                    + "\"; it must be a domain of at least two labels in lower case, such as ci.localhost.");
        }
        return zone;
    }

    /**
     * Returns the port that a variable names.
     *
     * @throws SandboxException naming the variable, its value and what is allowed
     */
    public static int port(Map<String, String> values, String key) {
        var value = values.get(key);
        if (!value.matches("[0-9]{1,5}") || Integer.parseInt(value) < 1 || Integer.parseInt(value) > 65535) {
            throw new SandboxException(key + " is \"" + value + "\"; it must be a port between 1 and 65535.");
        }
        return Integer.parseInt(value);
    }
}
