package coop.ccci.sandbox.config;

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

    /** Returns the settings with the engine that was chosen, or as they are. */
    public SandboxSettings in(SandboxSettings settings) {
        return chosen().map(settings::with).orElse(settings);
    }

    /** Returns the engine that was chosen, or another one. */
    public EngineChoice orElse(EngineChoice engine) {
        return chosen().orElse(engine);
    }

    private Optional<EngineChoice> chosen() {
        return Optional.ofNullable(word).map(name -> EngineChoice.parse("--engine", name));
    }
}
