package coop.ccci.harness.result;

import coop.ccci.contract.ExitCode;
import java.util.List;

/**
 * Thrown to end a run early. The message is one sentence for the person who reads the pull request and tells what to
 * do about it; the exit code says whose fault it is.
 */
public final class RunException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ExitCode exit;
    private final transient List<String> details;

    private RunException(ExitCode exit, String message, List<String> details, Throwable cause) {
        super(message, cause);
        this.exit = exit;
        this.details = List.copyOf(details);
    }

    /** Returns one for a recipe that does not do what it should. */
    public static RunException recipe(String message, List<String> details) {
        return new RunException(ExitCode.FAILED, message, details, null);
    }

    /** Returns one for a recipe that does not do what it should. */
    public static RunException recipe(String message) {
        return recipe(message, List.of());
    }

    /** Returns one for settings that make no sense, or a wrong file in {@code recipe-tests/}. */
    public static RunException usage(String message) {
        return usage(message, List.of());
    }

    /** Returns one for settings that make no sense, or a wrong file in {@code recipe-tests/}. */
    public static RunException usage(String message, List<String> details) {
        return new RunException(ExitCode.USAGE, message, details, null);
    }

    /** Returns one for a fault of the machine or of a server that it needs: Docker, disk, forge, registry. */
    public static RunException environment(String message, Throwable cause) {
        return new RunException(ExitCode.ENVIRONMENT, message, List.of(), cause);
    }

    /** Returns one for a fault of the machine or of a server that it needs: Docker, disk, forge, registry. */
    public static RunException environment(String message) {
        return new RunException(ExitCode.ENVIRONMENT, message, List.of(), null);
    }

    /** Returns one for a fault of the machine or of a server that it needs: Docker, disk, forge, registry. */
    public static RunException environment(String message, List<String> details) {
        return new RunException(ExitCode.ENVIRONMENT, message, details, null);
    }

    /** Returns what the process ends with. */
    public ExitCode exit() {
        return exit;
    }

    /** Lines that help to understand it; foreign text. */
    public List<String> details() {
        return details;
    }
}
