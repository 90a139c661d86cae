package coop.ccci.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import coop.ccci.reconcile.program.CallOutput;
import coop.ccci.reconcile.program.ProgramCaller;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** A host with a {@code docker} and an {@code abra} that keep state, as the real ones answer. */
public final class FakeHost implements ProgramCaller {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String RECIPE = "COMPOSE_FILE=compose.yml\nTIMEOUT=60\n";

    /** Docker's word for how the engine stands to a swarm. */
    public String node = "inactive";

    public boolean manager;

    /** Driver by name; what a swarm is part of. */
    public final Map<String, String> networks = new LinkedHashMap<>();

    /** Text by name. */
    public final TreeMap<String, String> secrets = new TreeMap<>();

    public final TreeSet<String> images = new TreeSet<>();

    /** Image by the id of a container that is made of it. */
    public final Map<String, String> containers = new TreeMap<>();

    /** The ids of those that have ended and were tasks of the bridge or the dashboard. */
    public final TreeSet<String> ended = new TreeSet<>();

    /** What a program in a container answers. */
    public CallOutput inContainer = new CallOutput(0, "", "");

    /** Every service, as {@code docker service inspect} shows it, by its name. */
    public final Map<String, ObjectNode> services = new TreeMap<>();

    /** Every call that changes something, in order. */
    public final List<String> acts = new ArrayList<>();

    /** The call that changes something after which the process is killed; none is. */
    public int killedAfter = Integer.MAX_VALUE;

    public String replicas = "1/1";

    /** Whether a service that is deployed over another does not come up, and swarm goes back to that at once. */
    public boolean rollsBack;

    /** The status of each task of every service, as Docker shows it. */
    public List<String> tasks = List.of("{\"State\":\"running\",\"Timestamp\":\"2026-01-01T00:00:00.5Z\"}");

    private final Path abraDir;

    /** Thrown in place of whatever would have come after a process was killed. */
    public static final class KilledError extends Error {
        private static final long serialVersionUID = 1L;
    }

    public FakeHost(Path abraDir) {
        this.abraDir = abraDir;
    }

    /** Returns a host with a swarm and its network. */
    public static FakeHost withSwarm(Path abraDir) {
        var host = new FakeHost(abraDir);
        host.node = "active";
        host.manager = true;
        host.networks.put("proxy", "overlay");
        return host;
    }

    /** Returns its {@code ABRA_DIR}. */
    public Path abraDir() {
        return abraDir;
    }

    @Override
    public CallOutput pipe(List<String> first, List<String> second, Duration atMost) {
        assertThat(second).startsWith("docker", "load");
        images.add("cc-ci-bridge:" + Path.of(first.get(0)).getFileName());
        return acted("load");
    }

    @Override
    public CallOutput call(List<String> words, String input, Duration atMost) {
        var arguments = words.subList(1, words.size());
        return words.get(0).equals("abra") ? abra(arguments) : docker(arguments, input);
    }

    private CallOutput docker(List<String> words, String input) {
        var last = words.get(words.size() - 1);
        return switch (words.get(0) + " " + words.get(1)) {
            case "info --format" -> said("{\"LocalNodeState\":\"" + node + "\",\"ControlAvailable\":" + manager + "}");
            case "swarm init" -> {
                node = "active";
                manager = true;
                yield acted("swarm init " + words.get(3));
            }
            case "network ls" -> said(String.join("\n", networks.keySet()));
            case "network inspect" ->
                said("[{\"Driver\":\"" + networks.get(last) + "\",\"Scope\":\""
                        + (networks.get(last).equals("bridge") ? "local" : "swarm") + "\",\"Attachable\":true}]");
            case "network create" -> {
                networks.put(last, "overlay");
                yield acted("network create " + last);
            }
            case "service ls" -> serviceList(words);
            case "service inspect" ->
                said(words.subList(2, words.size()).stream()
                        .map(name -> services.get(name).toString())
                        .toList()
                        .toString());
            case "service ps" -> said(services.containsKey(last) ? "task" : "");
            case "inspect --type" -> said("[{\"Status\":" + String.join("},{\"Status\":", tasks) + "}]");
            case "secret ls" -> said(String.join("\n", secrets.keySet()));
            case "secret create" -> {
                secrets.put(words.get(2), input);
                yield acted("secret create " + words.get(2));
            }
            case "secret rm" -> {
                secrets.remove(last);
                yield acted("secret rm " + last);
            }
            case "image inspect" -> images.contains(last) ? said("sha256:1") : refused("No such image: " + last);
            case "image ls" -> said(String.join("\n", images));
            case "image rm" -> {
                if (containers.containsValue(last)) {
                    yield refused("conflict: unable to remove repository reference " + last);
                }
                images.remove(last);
                yield acted("image rm " + last);
            }
            case "ps --all" -> {
                var image = words.get(4).substring("ancestor=".length());
                yield said(String.join(
                        "\n",
                        containers.keySet().stream()
                                .filter(id -> containers.get(id).equals(image))
                                .filter(id ->
                                        !words.contains("status=exited") || (ended.contains(id) && isOf(words, id)))
                                .toList()));
            }
            case "ps --quiet" -> said("1");
            case "exec 1" -> inContainer;
            case "container rm" -> {
                containers.remove(last);
                yield acted("container rm " + last);
            }
            case "stack deploy" -> {
                stackDeploy(last, input);
                yield acted("stack deploy " + last);
            }
            default -> throw new AssertionError("nobody taught the fake docker " + words);
        };
    }

    /** Ids of containers of the dashboard begin with its name, all others are the bridge's. */
    private static boolean isOf(List<String> words, String id) {
        return last(words).endsWith("_dashboard") == id.startsWith("dashboard");
    }

    private CallOutput serviceList(List<String> words) {
        if (words.contains("--quiet")) {
            var stack = last(words).substring("label=com.docker.stack.namespace=".length());
            return said(String.join(
                    "\n",
                    services.keySet().stream()
                            .filter(name -> name.startsWith(stack + "_"))
                            .toList()));
        }
        return said(String.join(
                "\n",
                services.keySet().stream().map(name -> name + " " + replicas).toList()));
    }

    private static String last(List<String> words) {
        return words.get(words.size() - 1);
    }

    private void stackDeploy(String stack, String compose) {
        try {
            tree(compose).path("networks").fieldNames().forEachRemaining(name -> networks.putIfAbsent(name, "overlay"));
            for (var each : tree(compose).path("services").properties()) {
                var names = new ArrayList<String>();
                each.getValue()
                        .path("secrets")
                        .forEach(secret -> names.add(secret.path("source").asText()));
                service(stack + "_" + each.getKey(), names);
                ((ObjectNode) services.get(stack + "_" + each.getKey()).at("/Spec"))
                        .set("Labels", each.getValue().at("/deploy/labels"));
            }
        } catch (RuntimeException e) {
            throw new AssertionError("this is no compose file: " + compose, e);
        }
    }

    private static JsonNode tree(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    /** Adds a service, or replaces it. */
    public ObjectNode service(String name, List<String> secretNames) {
        var service = JSON.createObjectNode();
        var spec = service.putObject("Spec").put("Name", name);
        spec.putObject("Labels");
        var used = spec.putObject("TaskTemplate").putObject("ContainerSpec").putArray("Secrets");
        secretNames.forEach(secret -> used.addObject().put("SecretName", secret));
        services.put(name, service);
        return service;
    }

    private CallOutput abra(List<String> words) {
        return switch (words.get(0) + " " + words.get(1)) {
            case "server add" -> {
                assertThat(abraDir.resolve("servers/default").toFile().mkdirs()).isTrue();
                yield acted("abra server add");
            }
            case "app new" -> {
                var domain = words.get(words.indexOf("-D") + 1);
                new AppFiles(abraDir)
                        .write(
                                domain,
                                "RECIPE=" + words.get(2) + ":" + words.get(3) + "\nDOMAIN=" + domain + "\n" + RECIPE);
                yield acted("abra app new " + domain);
            }
            case "app deploy" -> {
                var domain = words.get(2);
                var stack = domain.replace('.', '_');
                var before = services.get(stack + "_app");
                var service = service(stack + "_app", secretsOf(domain, stack));
                ((ObjectNode) service.at("/Spec/Labels")).put("coop-cloud." + stack + ".recipe", recipeOf(domain));
                var environment = ((ObjectNode) service.at("/Spec/TaskTemplate/ContainerSpec")).putArray("Env");
                new AppFiles(abraDir).read(domain).lines().forEach(environment::add);
                if (rollsBack) {
                    before.putObject("UpdateStatus").put("State", "rollback_completed");
                    services.put(stack + "_app", before);
                }
                yield acted("abra app deploy " + domain + " " + words.get(3));
            }
            default -> throw new AssertionError("nobody taught the fake abra " + words);
        };
    }

    /** The secrets that the versions in the app's settings name. */
    private List<String> secretsOf(String domain, String stack) {
        return new AppFiles(abraDir)
                .read(domain)
                .lines()
                .filter(line -> line.matches("SECRET_.*_VERSION=.*"))
                .map(line -> line.substring(line.indexOf('=') + 1))
                .flatMap(version ->
                        secrets.keySet().stream().filter(name -> name.startsWith(stack) && name.endsWith(version)))
                .toList();
    }

    private String recipeOf(String domain) {
        return new AppFiles(abraDir).read(domain).replaceFirst("(?s).*RECIPE=([^:\n]*).*", "$1");
    }

    private CallOutput acted(String act) {
        acts.add(act);
        if (acts.size() == killedAfter) {
            throw new KilledError();
        }
        return said("");
    }

    private static CallOutput said(String text) {
        return new CallOutput(0, text, "");
    }

    private static CallOutput refused(String text) {
        return new CallOutput(1, "", text);
    }
}
