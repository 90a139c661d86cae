package coop.ccci.bridge.dashboard;

import coop.ccci.bridge.dashboard.PageEndpoint.PageRequest;
import coop.ccci.bridge.dashboard.PageEndpoint.PageResponse;
import coop.ccci.bridge.dashboard.Pages.Templates;
import coop.ccci.bridge.ledger.Run.RunSummary;
import coop.ccci.contract.RecipeName;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** {@code /badge/<recipe>.svg}, and {@code /badge/<recipe>.json} in the form of a shields.io endpoint. */
public final class Badges {
    private static final String FRESH = "no-cache, max-age=0";

    private final Views views;
    private final Pages pages;
    private final Templates templates = new Templates();

    /** Draws the last verdicts; for what is no recipe's name it gets the page for that. */
    public Badges(Views views, Pages pages) {
        this.views = views;
        this.pages = pages;
    }

    /**
     * Returns the picture or its JSON: how the recipe stands, or with {@code ?of=latest} how its newest run ended, be it of a
     * pull request; of a recipe that was never tested it says so.
     */
    public PageResponse badge(PageRequest asked) {
        var file = asked.part(1).orElse("");
        var dot = file.lastIndexOf('.');
        var recipe = Pages.recipeName(dot < 0 ? "" : file.substring(0, dot));
        if (asked.parts().size() != 2 || recipe.isEmpty()) {
            return pages.notFound(asked);
        }
        var badge = Badge.of(run(recipe.get(), asked.word("of").equals("latest")));
        return switch (file.substring(dot)) {
            case ".svg" ->
                PageResponse.ok(PageResponse.SVG, templates.fill("badge.ftlx", badge.drawing()))
                        .with("Cache-Control", FRESH);
            case ".json" -> PageResponse.ok(PageResponse.JSON, shields(badge)).with("Cache-Control", FRESH);
            default -> pages.notFound(asked);
        };
    }

    private Optional<RunView> run(RecipeName recipe, boolean isLatest) {
        return views.recipe(recipe)
                .map(known -> isLatest ? known.latest().orElse(known.state()) : known.state())
                .filter(RunSummary::isOver)
                .map(views::view);
    }

    private static String shields(Badge badge) {
        var endpoint = new LinkedHashMap<String, Object>();
        endpoint.put("schemaVersion", 1);
        endpoint.put("label", badge.label());
        endpoint.put("message", badge.message());
        endpoint.put("color", badge.colour());
        return Api.text(endpoint);
    }

    /**
     * A small picture with two words, in the form that READMEs are used to.
     *
     * @param label the left word
     * @param message the right word
     * @param colour by its name at shields.io
     */
    record Badge(String label, String message, String colour) {
        private static final String LABEL = "cc-ci";
        private static final int PADDING = 10;
        private static final Map<String, String> COLOURS = Map.of(
                "brightgreen", "#4c1",
                "green", "#97ca00",
                "red", "#e05d44",
                "lightgrey", "#9f9f9f");

        /** The widths of Verdana's letters at 11 pixels, where they differ from the usual one. */
        private static final Map<Character, Double> WIDTHS = Map.ofEntries(
                Map.entry(' ', 3.9),
                Map.entry(',', 4.0),
                Map.entry('.', 4.0),
                Map.entry('-', 5.0),
                Map.entry('c', 5.7),
                Map.entry('f', 3.9),
                Map.entry('i', 3.0),
                Map.entry('j', 3.8),
                Map.entry('l', 3.0),
                Map.entry('m', 10.7),
                Map.entry('r', 4.7),
                Map.entry('s', 5.7),
                Map.entry('t', 4.3),
                Map.entry('v', 6.0),
                Map.entry('w', 9.0));

        private static final double USUAL_WIDTH = 6.7;

        /** Returns what the last verdict of a recipe was; the level only where it passed, so that it never says too much. */
        static Badge of(Optional<RunView> last) {
            return last.map(run -> switch (run.getStatus().tone()) {
                        case "good" ->
                            new Badge(LABEL, "level " + run.getLevel(), run.getLevel() >= 4 ? "brightgreen" : "green");
                        case "bad" -> new Badge(LABEL, run.getStatus().label(), "red");
                        default -> new Badge(LABEL, run.getStatus().label(), "lightgrey");
                    })
                    .orElseGet(() -> new Badge(LABEL, "not tested", "lightgrey"));
        }

        /** Returns what the template of the picture needs; lengths in pixels. */
        Map<String, Object> drawing() {
            var left = width(label) + PADDING;
            var right = width(message) + PADDING;
            return Map.of(
                    "label",
                    label,
                    "message",
                    message,
                    "colour",
                    COLOURS.get(colour),
                    "left",
                    left,
                    "right",
                    right,
                    "labelLength",
                    width(label),
                    "messageLength",
                    width(message),
                    "labelMiddle",
                    left / 2.0,
                    "messageMiddle",
                    left + right / 2.0);
        }

        private static int width(String text) {
            return (int) Math.ceil(text.chars()
                    .mapToDouble(letter -> WIDTHS.getOrDefault((char) letter, USUAL_WIDTH))
                    .sum());
        }
    }
}
