package coop.ccci.harness.policy;

import coop.ccci.harness.compose.Compose;
import coop.ccci.harness.compose.ComposeValue;
import coop.ccci.harness.policy.ComposePolicy.Violation;
import coop.ccci.harness.swarm.RunApp;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Judges the labels of an app's services: what each file says, with what the others say beside it, and what comes out when
 * they are laid over one another.
 */
final class LabelPolicy {
    private static final List<List<String>> PLACES = List.of(List.of("deploy", "labels"), List.of("labels"));

    private final Compose compose;
    private final RunApp app;
    private final Set<Violation> found;

    /** What was said of which place: what several labels share is told on the line of the first. */
    private final Set<List<String>> told = new HashSet<>();

    private LabelPolicy(Compose compose, RunApp app, Set<Violation> found) {
        this.compose = compose;
        this.app = app;
        this.found = found;
    }

    /** A label as it stands. */
    private record Label(String file, String path, String value, int line) {}

    static void judge(Compose compose, RunApp app, Set<Violation> found) {
        var policy = new LabelPolicy(compose, app, found);
        compose.documents().values().stream()
                .flatMap(document -> services(document).keySet().stream())
                .distinct()
                .forEach(service -> PLACES.forEach(place -> policy.judge(service, place)));
    }

    private void judge(String service, List<String> place) {
        var byFile = new LinkedHashMap<String, Map<String, Label>>();
        var merged = new LinkedHashMap<String, Label>();
        compose.documents().forEach((file, document) -> {
            var labels = labels(file, document, service, place);
            byFile.put(file, labels);
            merged.putAll(labels);
        });
        judge(merged, merged.keySet());
        byFile.values().forEach(labels -> {
            var over = new LinkedHashMap<>(merged);
            over.putAll(labels);
            judge(over, labels.keySet());
        });
    }

    private void judge(Map<String, Label> labels, Set<String> keys) {
        var values = new LinkedHashMap<String, String>();
        labels.forEach((key, label) -> values.put(key, label.value));
        LabelRules.findings(values, app.stack(), app.domain()).stream()
                .filter(violation -> keys.contains(violation.key()))
                .sorted(Comparator.comparingInt(violation -> labels.get(violation.key()).line))
                .forEach(violation -> {
                    var label = labels.get(violation.key());
                    if (told.add(List.of(label.file, label.path, violation.toString()))) {
                        new Findings(label.file, found).add(label.line, label.path, violation.toString());
                    }
                });
    }

    private Map<String, Label> labels(String file, ComposeValue document, String service, List<String> place) {
        var labels = new LinkedHashMap<String, Label>();
        var path = "services." + service + "." + String.join(".", place);
        var value = services(document).get(service);
        for (var key : place) {
            value = value == null ? null : value.at(key).orElse(null);
        }
        if (value == null) {
            return labels;
        }
        value.entries().forEach((key, label) -> labels.put(key, new Label(file, path, label.text(), label.line())));
        if (value.entries().isEmpty()) {
            value.items().forEach(item -> {
                var parts = item.text().split("=", 2);
                var label = new Label(file, path, parts.length > 1 ? parts[1] : "", item.line());
                var earlier = labels.put(parts[0], label);
                if (earlier != null && !earlier.value.equals(label.value)) {
                    new Findings(file, found)
                            .add(
                                    label.line,
                                    path,
                                    "the label " + parts[0] + " stands there twice, with another value on line "
                                            + earlier.line + ": take one of them out");
                }
            });
        }
        return labels;
    }

    private static Map<String, ComposeValue> services(ComposeValue document) {
        return document.at("services").map(ComposeValue::entries).orElse(Map.of());
    }
}
