package coop.ccci.sandbox;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./cc-ci sandbox}: only groups its subcommands. */
@Command(
        name = "sandbox",
        mixinStandardHelpOptions = true,
        description =
                "Docker, a one-node swarm, Traefik, a registry, Gitea with sample recipes, and Drone, on 127.0.0.1.",
        footerHeading = "%nEnvironment:%n",
        footer = {
            "  CCCI_SANDBOX_DIR            folder with all state; default ~/.cache/cc-ci/sandbox",
            "  CCCI_SANDBOX_HTTP_PORT      Traefik's port for http; default 80",
            "  CCCI_SANDBOX_HTTPS_PORT     Traefik's port for https; default 443",
            "  CCCI_SANDBOX_GITEA_PORT     default 3000",
            "  CCCI_SANDBOX_REGISTRY_PORT  default 5000",
            "  CCCI_SANDBOX_ENGINE         local or drone, as --engine of up; default local",
            "  CCCI_SANDBOX_DRONE_PORT     default 3001",
            "  CCCI_SANDBOX_RUNNER_PORT    default 3002",
            "  CCCI_SANDBOX_DOCKER_SOCKET  default that of DOCKER_HOST, else /var/run/docker.sock",
            "  CCCI_SANDBOX_REGISTRY_MIRROR  where the sandbox's Docker looks for public images first;",
            "                              default nowhere; needs a Docker that the sandbox starts",
            "  CCCI_ZONE                   where recipes are deployed; default ci.localhost",
            "What `up` was given is kept for the commands after it, until `down`."
        },
        subcommands = {
            UpCommand.class,
            AddCommand.class,
            DownCommand.class,
            StatusCommand.class,
            EnvCommand.class,
            ProgramCommand.class
        })
public final class SandboxCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say which: up, add, down, status, env or program");
    }
}
