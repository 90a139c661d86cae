package coop.ccci.app;

import java.util.List;

/** One service of the app, in its running container. */
public interface Service {
    /**
     * Runs a command in the container and checks that it went well: nothing said is not the same as nothing there.
     *
     * @param command the program and its arguments; no shell, unless it is {@code sh -c}
     * @return what it wrote to standard output
     * @throws CommandFailed when its exit code is not 0
     * @throws NoAnswer when the service has no running container
     */
    default String run(String... command) {
        var execution = execute(command);
        if (execution.exit() != 0) {
            throw new CommandFailed(List.of(command), execution);
        }
        return execution.output();
    }

    /**
     * Runs a command of which any exit code is an answer.
     *
     * @param command the program and its arguments
     * @throws NoAnswer when the service has no running container
     */
    Execution execute(String... command);

    /** The last lines of its log, oldest first. */
    List<String> log();

    /**
     * A command that has ended.
     *
     * @param exit its exit code
     * @param output what it wrote to standard output
     * @param errors what it wrote to standard error
     */
    record Execution(int exit, String output, String errors) {}
}
