package coop.ccci.harness.result;

import coop.ccci.contract.ExitCode;
import java.util.List;

/**
 * Ends a run before its end. The message is one sentence for the person who reads the pull request and tells what to
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

    /** The recipe does not do what it should. */
    public static RunException recipe(String message, List<String> details) {
        return new RunException(ExitCode.FAILED, message, details, null);
    }

    /** The recipe does not do what it should. */
    public static RunException recipe(String message) {
        return recipe(message, List.of());
    }

    /** What was asked for makes no sense, or a file in {@code recipe-tests/} is wrong. */
    public static RunException usage(String message) {
        return usage(message, List.of());
    }

    /** What was asked for makes no sense, or a file in {@code recipe-tests/} is wrong. */
    public static RunException usage(String message, List<String> details) {
        return new RunException(ExitCode.USAGE, message, details, null);
    }

    /** The machine or a server that it needs is at fault: Docker, disk, forge, registry. */
    public static RunException environment(String message, Throwable cause) {
        return new RunException(ExitCode.ENVIRONMENT, message, List.of(), cause);
    }

    /** The machine or a server that it needs is at fault: Docker, disk, forge, registry. */
    public static RunException environment(String message) {
        return new RunException(ExitCode.ENVIRONMENT, message, List.of(), null);
    }

    /** The machine or a server that it needs is at fault: Docker, disk, forge, registry. */
    public static RunException environment(String message, List<String> details) {
        return new RunException(ExitCode.ENVIRONMENT, message, details, null);
    }

    /** What the process ends with. */
    public ExitCode exit() {
        return exit;
    }

    /** Lines that help to understand it; foreign text. */
    public List<String> details() {
        return details;
    }
}
