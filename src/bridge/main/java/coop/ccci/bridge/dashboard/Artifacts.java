package coop.ccci.bridge.dashboard;

import coop.ccci.bridge.dashboard.PageEndpoint.PageRequest;
import coop.ccci.bridge.dashboard.PageEndpoint.PageResponse;
import coop.ccci.contract.RunDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** Files as they are: of a run by a fixed list of names, and the pages' own style and script. */
public final class Artifacts {
    private static final Map<String, String> ASSETS = Map.of(
            "style.css", "text/css; charset=utf-8",
            "live.js", "text/javascript; charset=utf-8",
            "icon.svg", PageResponse.SVG);

    /** The header that says what a page may load. */
    static final String CONTENT_POLICY = "Content-Security-Policy";

    /**
     * A run is not trusted, and so its page is nobody's: it runs no script, belongs to no site, and asks for no other file.
     * Its style stands in it, and can do nothing without those.
     */
    static final String POLICY_OF_REPORT = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox;"
            + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final RunFiles files;
    private final Pages pages;

    /** Serves the files of runs; what is not there gets the page for that. */
    public Artifacts(RunFiles files, Pages pages) {
        this.files = files;
        this.pages = pages;
    }

    /**
     * Answers {@code /runs/<id>/log.txt}, {@code report.html}, {@code results.json}, {@code junit.xml}, {@code events.jsonl},
     * {@code screenshot.png} and {@code summary.png}. The log and the events take {@code from}, a byte offset, and say in
     * {@code X-Next-Offset} where to go on.
     */
    public PageResponse ofRun(PageRequest asked) {
        var id = asked.part(1).flatMap(Pages::runId);
        if (asked.parts().size() != 3 || id.isEmpty()) {
            return pages.notFound(asked);
        }
        var from = asked.number("from").orElse(0L);
        return switch (asked.part(2).orElse("")) {
            case "log.txt" ->
                files.log(id.get(), from)
                        .map(piece -> part(PageResponse.TEXT, piece, PlainText.of(piece.text())))
                        .orElseGet(() -> pages.notFound(asked));
            case "events.jsonl" ->
                files.events(id.get(), from)
                        .map(piece -> part("application/x-ndjson; charset=utf-8", piece, piece.text()))
                        .orElseGet(() -> pages.notFound(asked));
            case "results.json" ->
                files.results(id.get())
                        .map(piece -> PageResponse.ok(PageResponse.JSON, piece.text()))
                        .orElseGet(() -> pages.notFound(asked));
            case RunDirectory.SCREENSHOT ->
                files.screenshot(id.get())
                        .map(picture -> PageResponse.ok(PageResponse.PNG, picture))
                        .orElseGet(() -> pages.notFound(asked));
            case RunDirectory.SUMMARY ->
                files.summary(id.get())
                        .map(picture -> PageResponse.ok(PageResponse.PNG, picture))
                        .orElseGet(() -> pages.notFound(asked));
            case RunDirectory.REPORT ->
                files.report(id.get())
                        .map(page -> PageResponse.ok(PageResponse.HTML, page).with(CONTENT_POLICY, POLICY_OF_REPORT))
                        .orElseGet(() -> pages.notFound(asked));
            case RunDirectory.JUNIT ->
                files.junit(id.get())
                        .map(text -> PageResponse.ok("application/xml; charset=utf-8", text))
                        .orElseGet(() -> pages.notFound(asked));
            default -> pages.notFound(asked);
        };
    }

    /** Answers {@code /assets/<name>}. */
    public PageResponse asset(PageRequest asked) {
        var name = asked.part(1).filter(ASSETS::containsKey);
        if (asked.parts().size() != 2 || name.isEmpty()) {
            return pages.notFound(asked);
        }
        return PageResponse.ok(ASSETS.get(name.get()), read(name.get())).with("Cache-Control", "max-age=300");
    }

    private static PageResponse part(String type, RunFiles.Piece piece, String text) {
        return PageResponse.ok(type, text)
                .with("X-Next-Offset", Long.toString(piece.next()))
                .with("X-Size", Long.toString(piece.size()));
    }

    private static String read(String asset) {
        try (var stream = Optional.ofNullable(Artifacts.class.getResourceAsStream("/dashboard/assets/" + asset))
                .orElseThrow()) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
