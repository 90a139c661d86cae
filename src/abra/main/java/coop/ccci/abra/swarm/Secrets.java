package coop.ccci.abra.swarm;

import coop.ccci.abra.process.FatalException;
import java.util.List;

/**
 * The secrets on the swarm. abra makes them without a stack's label, so that undeploying leaves them; they belong to an
 * app by their name alone.
 */
public final class Secrets {
    private final DockerCli docker;

    /** The secrets of a server. */
    public Secrets(DockerCli docker) {
        this.docker = docker;
    }

    /** Returns the names of all secrets, whoever made them, sorted. */
    public List<String> names() {
        return docker.run("secret", "ls", "--format", "{{.Name}}")
                .lines()
                .sorted()
                .toList();
    }

    /**
     * Creates a secret.
     *
     * @return false when one of that name is there already, which then stays as it is
     * @throws FatalException when Docker refuses it
     */
    public boolean create(String name, String value) {
        var result = docker.call(List.of("secret", "create", name, "-"))
                .reading(value)
                .result();
        if (result.exit() != 0 && !result.errors().contains("already exists")) {
            throw new FatalException(
                    "cannot create secret " + name + ": " + result.errors().strip());
        }
        return result.exit() == 0;
    }

    /**
     * Removes a secret.
     *
     * @throws FatalException when a service uses it
     */
    public void remove(String name) {
        docker.run("secret", "rm", name);
    }
}
