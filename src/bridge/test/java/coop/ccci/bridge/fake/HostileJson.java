package coop.ccci.bridge.fake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** Makes JSON of the names that an API uses, with anything behind them: what a server says that is broken, or hostile. */
public final class HostileJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private HostileJson() {}

    /** Returns trees of those names. */
    public static Arbitrary<JsonNode> of(List<String> names) {
        return node(names, 4).map(HostileJson::read);
    }

    private static JsonNode read(String text) {
        try {
            return JSON.readTree(text);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalStateException(text, e);
        }
    }

    private static Arbitrary<String> node(List<String> names, int depth) {
        var leaf = Arbitraries.oneOf(
                Arbitraries.of(
                        "null",
                        "true",
                        "false",
                        "0",
                        "-1",
                        "1.5",
                        "1e400",
                        "99999999999999999999",
                        "\"\"",
                        "\"open\"",
                        "\"created\"",
                        "\"!testme\"",
                        "\"pull_push\"",
                        "\"comment\"",
                        "\"" + "a".repeat(40) + "\"",
                        "\"2026-11-26T10:00:00Z\"",
                        "\"recipe-maintainers/custom-html\"",
                        "\"../../etc\"",
                        "\"{\\\"commit_ids\\\": [7]}\"",
                        "\"\\ud83c\\u0000\\u202e`@everybody\""),
                Arbitraries.strings().ofMaxLength(20).map(HostileJson::text));
        if (depth == 0) {
            return leaf;
        }
        var deeper = Arbitraries.lazy(() -> node(names, depth - 1));
        var list = deeper.list().ofMaxSize(4).map(items -> "[" + String.join(",", items) + "]");
        var object = net.jqwik.api.Combinators.combine(
                        Arbitraries.of(names).list().uniqueElements().ofMaxSize(8),
                        deeper.list().ofSize(8))
                .as((keys, values) -> {
                    var fields = new java.util.ArrayList<String>();
                    for (var at = 0; at < keys.size(); at++) {
                        fields.add(text(keys.get(at)) + ":" + values.get(at));
                    }
                    return "{" + String.join(",", fields) + "}";
                });
        return Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(2, leaf), net.jqwik.api.Tuple.of(2, list), net.jqwik.api.Tuple.of(5, object));
    }

    private static String text(String value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalStateException(value, e);
        }
    }
}
