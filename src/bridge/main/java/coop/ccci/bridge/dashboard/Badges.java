package coop.ccci.bridge.dashboard;

import java.util.LinkedHashMap;

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

    /** The picture or its JSON; of a recipe that was never tested it says so. */
    public PageResponse badge(PageRequest asked) {
        var file = asked.part(1).orElse("");
        var dot = file.lastIndexOf('.');
        var recipe = Pages.recipeName(dot < 0 ? "" : file.substring(0, dot));
        if (asked.parts().size() != 2 || recipe.isEmpty()) {
            return pages.notFound(asked);
        }
        return switch (file.substring(dot)) {
            case ".svg" ->
                PageResponse.ok(
                                PageResponse.SVG,
                                templates.fill(
                                        "badge.ftlx",
                                        Badge.of(views.lastVerdict(recipe.get()))
                                                .drawing()))
                        .with("Cache-Control", FRESH);
            case ".json" ->
                PageResponse.ok(PageResponse.JSON, shields(Badge.of(views.lastVerdict(recipe.get()))))
                        .with("Cache-Control", FRESH);
            default -> pages.notFound(asked);
        };
    }

    private static String shields(Badge badge) {
        var endpoint = new LinkedHashMap<String, Object>();
        endpoint.put("schemaVersion", 1);
        endpoint.put("label", badge.label());
        endpoint.put("message", badge.message());
        endpoint.put("color", badge.colour());
        return ApiJson.text(endpoint);
    }
}
