package coop.ccci.sandbox.cli;

import coop.ccci.sandbox.Engine;
import coop.ccci.sandbox.Settings;
import java.util.Optional;
import picocli.CommandLine.Option;

/** {@code --engine}: with a real Drone, or without. */
public final class EngineOption {
    @Option(
            names = "--engine",
            paramLabel = "<engine>",
            description = "What executes runs: local (the bridge itself) or drone (a real Drone server and its exec"
                    + " runner, which come up too).")
    private String word;

    /** The settings with the engine that was asked for, or as they are. */
    public Settings in(Settings settings) {
        return asked().map(settings::with).orElse(settings);
    }

    /** The engine that was asked for, or another one. */
    public Engine otherwise(Engine engine) {
        return asked().orElse(engine);
    }

    private Optional<Engine> asked() {
        return Optional.ofNullable(word).map(name -> Engine.parse("--engine", name));
    }
}
