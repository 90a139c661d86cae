package coop.ccci.abra.command;

import coop.ccci.abra.process.FatalException;
import coop.ccci.abra.recipe.ComposeFiles;
import coop.ccci.abra.recipe.RecipeCheckout;
import coop.ccci.abra.recipe.RecipeReference;
import coop.ccci.abra.recipe.RecipeVersion;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code abra recipe versions}: lists the releases of a recipe with the images of each, the newest first. */
@Command(name = "versions", description = "List the releases of a recipe.")
final class RecipeVersionsCommand implements Runnable {
    @Parameters(index = "0", paramLabel = "<recipe>")
    private String name;

    @Mixin
    private MachineFlag machine;

    private final AbraCommand abra;

    RecipeVersionsCommand(AbraCommand abra) {
        this.abra = abra;
    }

    @Override
    public void run() {
        try (var recipe = abra.recipes().ensure(RecipeReference.parse(name), abra.isOffline())) {
            if (!abra.isOffline()) {
                recipe.fetch();
            }
            var versions = new ArrayList<>(recipe.versions());
            if (versions.isEmpty()) {
                throw new FatalException(name + " has no released versions");
            }
            Collections.reverse(versions);
            var rows =
                    versions.stream().flatMap(version -> rows(recipe, version)).toList();
            print(rows);
        }
    }

    private void print(List<Map<String, String>> rows) {
        if (machine.given()) {
            Json.print(abra.out(), rows);
            return;
        }
        var table = new ColumnTable("SERVICE", "IMAGE", "TAG", "VERSION");
        rows.forEach(row -> table.row(row.get("service"), row.get("image"), row.get("tag"), row.get("version")));
        table.print(abra.out());
    }

    private static Stream<Map<String, String>> rows(RecipeCheckout recipe, RecipeVersion version) {
        var compose = recipe.fileAt(version.tag(), ComposeFiles.MAIN)
                .map(text -> ComposeFiles.parse(version + ":" + ComposeFiles.MAIN, text))
                .orElseThrow(() -> new FatalException(version + " has no " + ComposeFiles.MAIN));
        return compose.services().stream().map(service -> {
            var image = compose.image(service, Map.of()).orElse("");
            var colon = image.lastIndexOf(':') > image.lastIndexOf('/') ? image.lastIndexOf(':') : image.length();
            var row = new LinkedHashMap<String, String>();
            row.put("service", service);
            row.put("image", image.substring(0, colon));
            row.put("tag", image.substring(Math.min(colon + 1, image.length())));
            row.put("version", version.tag());
            return row;
        });
    }
}
