package coop.ccci.harness.recipe;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Something that must be true of one page of the app: an item of {@code checks} in {@code recipe.yml}.
 *
 * @param path the page's path, which begins with a slash
 * @param codes the status codes of which one must come
 * @param title what the page's title must contain
 * @param text what the page must show, or a body that is not a page must contain
 * @param asset whether the first of the page's own style sheets, scripts and pictures must load
 */
public record Check(String path, Set<Integer> codes, Optional<String> title, Optional<String> text, boolean asset) {
    private static final Set<Integer> DEFAULT_CODES = Set.of(200);

    /** Copies what could change. */
    public Check {
        codes = Set.copyOf(codes);
    }

    /** Returns the checks of a document that the schema has proven right. */
    static List<Check> of(JsonNode tree) {
        var checks = new ArrayList<Check>();
        for (var item : tree.path("checks")) {
            var codes = new LinkedHashSet<Integer>();
            item.path("codes").forEach(code -> codes.add(code.asInt()));
            checks.add(new Check(
                    item.path("path").asText(),
                    codes.isEmpty() ? DEFAULT_CODES : codes,
                    text(item.path("title")),
                    text(item.path("text")),
                    item.path("asset").asBoolean(false)));
        }
        return checks;
    }

    private static Optional<String> text(JsonNode node) {
        return Optional.of(node).filter(JsonNode::isTextual).map(JsonNode::asText);
    }
}
