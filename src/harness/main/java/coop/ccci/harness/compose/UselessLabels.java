package coop.ccci.harness.compose;

import coop.ccci.harness.compose.ComposeSource.Entry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Labels that do nothing where they stand. Traefik, the backup bot and abra read the labels of services, which compose
 * files have under {@code deploy.labels}; those under {@code labels} only containers get. And each of them asks only some
 * services: Traefik those with {@code traefik.enable}, abra the one that is called {@code app} (the backupbot
 * specification; Co-op Cloud's Traefik, which exposes nothing by default).
 */
public final class UselessLabels {
    private static final String TRAEFIK = "traefik.";
    private static final String BACKUP = "backupbot.";
    private static final String ABRA = "coop-cloud.";
    private static final List<String> PREFIXES = List.of(TRAEFIK, BACKUP, ABRA);
    private static final Set<String> OF_THE_APP = Set.of("version", "timeout");
    private static final String APP = "app";
    private static final int MAX_KEYS = 4;

    private final Map<String, List<Entry>> deploy = new LinkedHashMap<>();
    private final Map<String, Map<String, List<Entry>>> container = new LinkedHashMap<>();
    private final Map<String, Map<String, List<Entry>>> byFile = new LinkedHashMap<>();

    private UselessLabels(Path checkout, Map<String, String> variables) {
        for (var file : Compose.chosen(variables)) {
            var source = ComposeSource.read(checkout, file);
            for (var service : source.keys("services")) {
                var under = source.entries("services", service, "labels");
                var own = source.entries("services", service, "deploy", "labels");
                container.computeIfAbsent(file, name -> new LinkedHashMap<>()).put(service, under);
                byFile.computeIfAbsent(file, name -> new LinkedHashMap<>()).put(service, own);
                deploy.computeIfAbsent(service, name -> new ArrayList<>()).addAll(own);
            }
        }
    }

    /**
     * Labels of one service that do nothing.
     *
     * @param place the file and the first line, for example {@code compose.yml:17}
     * @param prefix whose they are: {@code traefik.}, {@code backupbot.} or {@code coop-cloud.}
     * @param what one sentence for people, without the place
     */
    public record Useless(String place, String prefix, String what) {
        /** Returns whether the backup bot was to read them. */
        public boolean isForBackups() {
            return prefix.equals(BACKUP);
        }

        @Override
        public String toString() {
            return place + ": " + what;
        }
    }

    /**
     * Finds them.
     *
     * @param checkout the recipe
     * @param variables those of the app's {@code .env} file, which select its compose files
     * @throws coop.ccci.harness.result.RunException of the recipe as {@link Compose#read} does
     */
    public static List<Useless> of(Path checkout, Map<String, String> variables) {
        return new UselessLabels(checkout, variables).found();
    }

    private List<Useless> found() {
        var found = new ArrayList<Useless>();
        container.forEach((file, services) -> services.forEach((service, labels) -> {
            for (var prefix : PREFIXES) {
                var known = keys(deploy.getOrDefault(service, List.of()));
                add(
                        found,
                        file,
                        prefix,
                        only(labels, prefix, known),
                        keys -> "service " + service + " has " + keys + " under labels, which only its containers get,"
                                + " and on a swarm nobody reads them there: move them below deploy, to deploy.labels");
            }
        }));
        byFile.forEach(
                (file, services) -> services.forEach((service, labels) -> unasked(found, file, service, labels)));
        return found;
    }

    private void unasked(List<Useless> found, String file, String service, List<Entry> labels) {
        if (!has(deploy.getOrDefault(service, List.of()), "traefik.enable")) {
            add(
                    found,
                    file,
                    TRAEFIK,
                    only(labels, TRAEFIK, List.of()),
                    keys -> "service " + service + " has " + keys + ", and Traefik reads no label of a service without"
                            + " traefik.enable=true");
        }
        if (deploy.values().stream().noneMatch(all -> has(all, "backupbot.backup"))) {
            add(
                    found,
                    file,
                    BACKUP,
                    only(labels, BACKUP + "backup.", List.of()),
                    keys -> "service " + service + " has " + keys
                            + ", and no service has backupbot.backup=true, without"
                            + " which the backup bot looks at none");
        }
        if (!service.equals(APP) && deploy.containsKey(APP)) {
            var ofTheApp = labels.stream()
                    .filter(label -> label.key().startsWith(ABRA))
                    .filter(label -> OF_THE_APP.contains(
                            label.key().substring(label.key().lastIndexOf('.') + 1)))
                    .toList();
            add(
                    found,
                    file,
                    ABRA,
                    ofTheApp,
                    keys -> "service " + service + " has " + keys + ", and abra reads them of the service " + APP
                            + " alone");
        }
    }

    private static void add(
            List<Useless> found, String file, String prefix, List<Entry> labels, UnaryOperator<String> sentence) {
        if (!labels.isEmpty()) {
            var keys = labels.stream().limit(MAX_KEYS).map(Entry::key).collect(Collectors.joining(", "))
                    + (labels.size() > MAX_KEYS ? " and " + (labels.size() - MAX_KEYS) + " more" : "");
            found.add(new Useless(file + ":" + labels.get(0).line(), prefix, sentence.apply(keys)));
        }
    }

    private static List<Entry> only(List<Entry> labels, String prefix, List<String> except) {
        return labels.stream()
                .filter(label -> label.key().startsWith(prefix) && !except.contains(label.key()))
                .toList();
    }

    private static List<String> keys(List<Entry> labels) {
        return labels.stream().map(Entry::key).toList();
    }

    /** Whoever turns something off, for good or by a variable, knows that its other labels do nothing. */
    private static boolean has(List<Entry> labels, String key) {
        return labels.stream().anyMatch(label -> label.key().equals(key));
    }
}
