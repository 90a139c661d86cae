package coop.ccci.harness.traefik;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import coop.ccci.contract.Excerpt;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What Traefik's log says of an app's routers, in any of its formats: the console's and JSON of version 3, logfmt and JSON of
 * version 2. Lines about other apps are passed over.
 */
final class TraefikLog {
    private static final int MAX_LINE = 4000;
    private static final int MAX_TEXT = 400;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern FIELD = Pattern.compile("([A-Za-z]+)=(\"(?:[^\"\\\\]|\\\\.)*+\"|\\S+)");
    private static final Pattern CONSOLE = Pattern.compile("^\\S+\\s+(ERR|WRN|FTL)\\s+(.*)$");
    private static final Pattern NODE = Pattern.compile("field not found, node: (\\S+)");

    /** Traefik serves all the same, with another certificate. */
    private static final Pattern HARMLESS = Pattern.compile("(?i).*certificate resolver.*");

    private final String stack;
    private final List<TraefikLabels> app;
    private final List<Router> routers;

    /** Looks for what concerns an app of this stack with these labels. */
    TraefikLog(String stack, List<TraefikLabels> app) {
        this.stack = plain(stack);
        this.app = app;
        this.routers = app.stream().flatMap(labels -> labels.routers().stream()).toList();
    }

    /** Returns what is said of the app, each once, the last first. */
    List<RouteProblem> problems(String log) {
        var problems = new ArrayList<RouteProblem>();
        log.lines().filter(line -> line.length() <= MAX_LINE).map(String::strip).forEach(line -> problem(line)
                .ifPresent(said -> {
                    problems.remove(said);
                    problems.add(0, said);
                }));
        return problems;
    }

    private Optional<RouteProblem> problem(String line) {
        var fields = line.startsWith("{") ? json(line) : text(line);
        var level = fields.getOrDefault("level", "").toLowerCase(Locale.ROOT);
        var said = Stream.of("error", "msg", "message")
                .map(fields::get)
                .filter(text -> text != null && !text.isBlank())
                .findFirst();
        if (!level.matches("err(or)?|wrn|warn(ing)?|ftl|fatal")
                || said.isEmpty()
                || HARMLESS.matcher(said.get()).matches()) {
            return Optional.empty();
        }
        var text = "Traefik says: " + Excerpt.cut(said.get(), MAX_TEXT);
        var named = fields.getOrDefault("routerName", "").replaceFirst("@[a-z]+$", "");
        var router = routers.stream().filter(own -> own.name().equals(named)).findFirst();
        if (router.isPresent()) {
            return Optional.of(new RouteProblem(
                    router.get().service(),
                    router.get().prefix() + option(said.get()),
                    text + " (router " + named + ")"));
        }
        var container = plain(fields.getOrDefault("container", fields.getOrDefault("containerName", "")));
        return app.stream()
                .filter(labels -> container.startsWith(stack + "-" + plain(labels.service())))
                .findFirst()
                .map(labels -> new RouteProblem(
                        labels.service(), key(labels, said.get()), text + " (service " + labels.service() + ")"));
    }

    /** The option of the router that a sentence of Traefik's is about. */
    private static String option(String said) {
        var lower = said.toLowerCase(Locale.ROOT);
        return lower.contains("rule")
                ? "rule"
                : lower.contains("middleware")
                        ? "middlewares"
                        : lower.contains("entrypoint")
                                ? "entrypoints"
                                : lower.contains("the service") ? "service" : "rule";
    }

    private static String key(TraefikLabels labels, String said) {
        var node = NODE.matcher(said);
        return node.find()
                ? labels.labels().keySet().stream()
                        .filter(key -> key.toLowerCase(Locale.ROOT).startsWith("traefik.")
                                && List.of(key.toLowerCase(Locale.ROOT).split("[.\\[]"))
                                        .contains(node.group(1).toLowerCase(Locale.ROOT)))
                        .findFirst()
                        .orElse("")
                : labels.key("traefik.enable").orElse("");
    }

    /** A name as Traefik makes it of a container's: small letters and digits, with dashes between. */
    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    }

    private static Map<String, String> json(String line) {
        var fields = new LinkedHashMap<String, String>();
        try {
            JSON.readTree(line)
                    .properties()
                    .forEach(
                            field -> fields.put(field.getKey(), field.getValue().asText()));
        } catch (JsonProcessingException e) {
            return Map.of();
        }
        return fields;
    }

    private static Map<String, String> text(String line) {
        var fields = new LinkedHashMap<String, String>();
        var matcher = FIELD.matcher(line);
        var first = line.length();
        while (matcher.find()) {
            first = Math.min(first, matcher.start());
            fields.putIfAbsent(matcher.group(1), unquoted(matcher.group(2)));
        }
        var console = CONSOLE.matcher(line.substring(0, first));
        if (console.matches()) {
            fields.putIfAbsent("level", console.group(1));
            fields.putIfAbsent("message", console.group(2).strip());
        }
        return fields;
    }

    private static String unquoted(String value) {
        return value.startsWith("\"") ? value.substring(1, value.length() - 1).replaceAll("\\\\(.)", "$1") : value;
    }
}
