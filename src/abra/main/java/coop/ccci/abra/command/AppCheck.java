package coop.ccci.abra.command;

import coop.ccci.abra.app.EnvFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code abra app check}: which variables of the recipe's sample the app's env has. The exit code is no verdict. */
@Command(name = "check", aliases = "env", description = "Compare an app's .env with the recipe's .env.sample.")
final class AppCheck implements Runnable {
    @Parameters(index = "0", paramLabel = "<domain>")
    private String name;

    @Mixin
    private ChaosFlag chaos;

    private final Abra abra;

    AppCheck(Abra abra) {
        this.abra = abra;
    }

    @Override
    public void run() {
        var app = abra.folder().app(name);
        var sample = EnvFile.read(abra.recipeFolder(app, chaos.given()).resolve(".env.sample"));
        var table = new Table("VARIABLE", "PRESENT");
        sample.keys().forEach(key -> table.row(key, app.env().values().containsKey(key) ? "✅" : "❌"));
        table.print(abra.out());
    }
}
