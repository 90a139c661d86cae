package coop.ccci.sandbox.config;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What executes the runs of a bridge that works with the sandbox. */
public enum EngineChoice {
    /** The bridge starts each harness itself; nothing else is needed. */
    LOCAL,

    /** A real Drone server and its exec runner. */
    DRONE;

    /** Returns the word in settings, on the command line and in {@code CCCI_ENGINE}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Returns the engine of that name.
     *
     * @throws SandboxException naming the key, the value and what is allowed
     */
    public static EngineChoice parse(String key, String word) {
        return Arrays.stream(values())
                .filter(engine -> engine.code().equals(word))
                .findFirst()
                .orElseThrow(() -> new SandboxException(key + " is \"" + word + "\"; it must be "
                        + Arrays.stream(values()).map(EngineChoice::code).collect(Collectors.joining(" or ")) + "."));
    }

    @Override
    public String toString() {
        return code();
    }
}
