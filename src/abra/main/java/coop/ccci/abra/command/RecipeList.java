package coop.ccci.abra.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code abra recipe ls}: what the catalogue knows. */
@Command(name = "list", aliases = "ls", description = "List the recipes of the catalogue.")
final class RecipeList implements Runnable {
    @Option(
            names = {"-m", "--machine"},
            description = "Write JSON.")
    private boolean machine;

    @Option(
            names = {"-p", "--pattern"},
            description = "Only the recipes whose name contains this.")
    private Optional<String> pattern = Optional.empty();

    private final Abra abra;

    RecipeList(Abra abra) {
        this.abra = abra;
    }

    @Override
    public void run() {
        var rows = abra.recipes().catalogue().properties().stream()
                .filter(entry -> pattern.map(entry.getKey()::contains).orElse(true))
                .map(entry -> row(entry.getKey(), entry.getValue()))
                .toList();
        if (machine) {
            Table.json(abra.out(), rows);
            return;
        }
        var table = new Table("NAME", "CATEGORY", "STATUS", "HEALTHCHECK", "BACKUPS", "EMAIL", "TESTS", "SSO");
        rows.forEach(row -> table.row(row.values().toArray(String[]::new)));
        table.print(abra.out());
    }

    private static Map<String, String> row(String name, JsonNode recipe) {
        var features = recipe.path("features");
        var row = new LinkedHashMap<String, String>();
        row.put("name", name);
        row.put("category", recipe.path("category").asText());
        for (var feature : new String[] {"status", "healthcheck", "backups", "email", "tests", "sso"}) {
            row.put(feature, features.path(feature).asText());
        }
        return row;
    }
}
