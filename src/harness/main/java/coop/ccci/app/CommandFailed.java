package coop.ccci.app;

import java.util.List;

/** A command in a container ended with an exit code other than 0. */
public final class CommandFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Makes a message of what was run, how it ended and what it said. */
    public CommandFailed(List<String> command, Service.Execution execution) {
        super("\"" + String.join(" ", command) + "\" ended with exit code " + execution.exit() + ": "
                + (execution.errors().isBlank() ? execution.output() : execution.errors()).strip());
    }
}
