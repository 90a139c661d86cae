package coop.ccci.harness.run;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The raw settings of a run: from the command line, else from the environment.
 *
 * @param source where to clone from
 * @param ref the commit
 * @param pullRequest the pull request's number
 * @param target the branch that the pull request is to be merged into
 * @param zone the DNS zone of runs' apps
 * @param stages which stages, with commas between them
 * @param mode {@code cold} or {@code quick}
 * @param screenshot {@code on} or {@code off}
 * @param keep {@code on} or {@code off}
 * @param environment the process's own
 */
public record Request(
        Optional<String> source,
        Optional<String> ref,
        Optional<String> pullRequest,
        Optional<String> target,
        Optional<String> zone,
        Optional<String> stages,
        Optional<String> mode,
        Optional<String> screenshot,
        Optional<String> keep,
        Map<String, String> environment) {

    /** Copies what could change. */
    public Request {
        environment = Map.copyOf(environment);
    }

    /** Returns a variable of the environment that is set to something. */
    Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }

    Path path(String name, Path otherwise) {
        return variable(name).map(Path::of).orElse(otherwise).toAbsolutePath();
    }
}
