package coop.ccci.abra.command;

import picocli.CommandLine.Option;

/** The option of every command that looks at the app's recipe. */
final class ChaosFlag {
    @Option(
            names = {"-C", "--chaos"},
            description = "Use the recipe as it lies there.")
    private boolean chaos;

    boolean given() {
        return chaos;
    }
}
