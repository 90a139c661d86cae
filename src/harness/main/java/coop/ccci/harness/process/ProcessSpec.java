package coop.ccci.harness.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A program to run, by its argument vector; no shell ever sees it.
 *
 * @param arguments the program and its arguments
 * @param directory where it runs
 * @param environment all that it sees of the environment
 * @param atMost after this long it is killed with all its children
 * @param loud whether what it says goes to the log as it comes; not for programs that print secrets
 */
public record ProcessSpec(
        List<String> arguments, Path directory, Map<String, String> environment, Duration atMost, boolean loud) {

    /** Copies what could change. */
    public ProcessSpec {
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
    }

    /** Returns the arguments as one line for people; not for a shell. */
    public String describe() {
        return String.join(" ", arguments);
    }
}
