package coop.ccci.bridge.dashboard;

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
            "icon.svg", Reply.SVG);

    private final RunFiles files;
    private final Pages pages;

    /** Serves the files of runs; what is not there gets the page for that. */
    public Artifacts(RunFiles files, Pages pages) {
        this.files = files;
        this.pages = pages;
    }

    /**
     * {@code /runs/<id>/log.txt}, {@code results.json}, {@code events.jsonl}, {@code screenshot.png}. The log and the events take {@code from},
     * a byte offset, and say in {@code X-Next-Offset} where to go on.
     */
    public Reply ofRun(Asked asked) {
        var id = asked.part(1).flatMap(Pages::runId);
        if (asked.parts().size() != 3 || id.isEmpty()) {
            return pages.nothing(asked);
        }
        var from = asked.number("from").orElse(0L);
        return switch (asked.part(2).orElse("")) {
            case "log.txt" ->
                files.log(id.get(), from)
                        .map(piece -> part(Reply.TEXT, piece, PlainText.of(piece.text())))
                        .orElseGet(() -> pages.nothing(asked));
            case "events.jsonl" ->
                files.events(id.get(), from)
                        .map(piece -> part("application/x-ndjson; charset=utf-8", piece, piece.text()))
                        .orElseGet(() -> pages.nothing(asked));
            case "results.json" ->
                files.results(id.get())
                        .map(piece -> Reply.ok(Reply.JSON, piece.text()))
                        .orElseGet(() -> pages.nothing(asked));
            case RunDirectory.SCREENSHOT ->
                files.screenshot(id.get())
                        .map(picture -> Reply.ok(Reply.PNG, picture))
                        .orElseGet(() -> pages.nothing(asked));
            default -> pages.nothing(asked);
        };
    }

    /** {@code /assets/<name>}. */
    public Reply asset(Asked asked) {
        var name = asked.part(1).filter(ASSETS::containsKey);
        if (asked.parts().size() != 2 || name.isEmpty()) {
            return pages.nothing(asked);
        }
        return Reply.ok(ASSETS.get(name.get()), read(name.get())).with("Cache-Control", "max-age=300");
    }

    private static Reply part(String type, RunFiles.Piece piece, String text) {
        return Reply.ok(type, text)
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
