package coop.ccci.abra.swarm;

import coop.ccci.abra.app.AppDefinition;
import coop.ccci.abra.recipe.AbraShFunction;
import java.util.List;

/**
 * Runs functions of {@code abra.sh} in the containers of an app's services: the file is copied to {@code /tmp/abra.sh}
 * there and read by {@code bash}, or by {@code sh} where there is no bash.
 */
public final class ServiceShell {
    private static final String COPY = "cat > /tmp/abra.sh";
    private static final String BASH = "/bin/bash";

    private final ServiceContainers containers;
    private final AppDefinition app;

    /** The services of an app on a server. */
    public ServiceShell(DockerCli docker, AppDefinition app) {
        this.containers = new ServiceContainers(docker);
        this.app = app;
    }

    /**
     * Runs a function to its end.
     *
     * @param service its short name
     * @param arguments are passed to the shell as they are, so they may refer to its variables
     * @throws coop.ccci.abra.process.FatalException when the service has no running container
     */
    public DockerCli.Result run(String service, AbraShFunction function, String arguments) {
        var container = containers.require(app.stack().member(service));
        containers
                .exec(container, List.of("--interactive"), List.of("sh", "-c", COPY))
                .reading(function.script())
                .output();
        var hasBash = containers
                        .exec(container, List.of(), List.of("test", "-e", BASH))
                        .result()
                        .exit()
                == 0;
        var command = "TARGET=" + service + "; APP_NAME=" + app.name() + "; STACK_NAME="
                + app.stack().value() + "; . /tmp/abra.sh; " + function.name() + " " + arguments;
        return containers
                .exec(container, List.of(), List.of(hasBash ? BASH : "/bin/sh", "-c", command))
                .result();
    }
}
