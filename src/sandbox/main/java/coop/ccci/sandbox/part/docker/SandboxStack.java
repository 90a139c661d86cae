package coop.ccci.sandbox.part.docker;

import coop.ccci.sandbox.plan.PartState;
import coop.ccci.sandbox.plan.ProgressReporter;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A stack that the sandbox deploys for itself. Its services carry the sandbox's label: without it, or with another
 * sandbox's, it is somebody else's and stays as it is.
 */
public final class SandboxStack {
    /** The label with what the stack was deployed from, as {@link ContentHash} names it. */
    private static final String CONTENT = DockerConnection.LABEL + ".content";

    private final DockerConnection docker;
    private final String name;
    private final String service;

    /**
     * Creates a stack with this service, which stands for the whole of it.
     *
     * @param service as the compose file calls it
     */
    public SandboxStack(DockerConnection docker, String name, String service) {
        this.docker = docker;
        this.name = name;
        this.service = name + "_" + service;
    }

    /** Returns the labels of its service, when it is there, whoever made it. */
    public Optional<Map<String, String>> labels() {
        return docker.api().listServicesCmd().withNameFilter(List.of(service)).exec().stream()
                .filter(found -> found.getSpec() != null)
                .map(found -> Optional.ofNullable(found.getSpec().getLabels()).orElseGet(Map::of))
                .findFirst();
    }

    /** Returns why this sandbox cannot have a stack of that name, if it cannot. */
    public Optional<PartState> blocked() {
        return labels().filter(labels -> !docker.isOurs(labels))
                .map(labels -> PartState.blocked("the stack " + name + " on this Docker belongs to the sandbox in "
                        + labels.get(DockerConnection.LABEL)
                        + ". Take that down first, with CCCI_SANDBOX_DIR set to it."));
    }

    /** Returns whether its service is there and was deployed from this. */
    public boolean has(String content) {
        return labels().filter(labels -> content.equals(labels.get(CONTENT))).isPresent();
    }

    /** Returns what to do when its service does not come up. */
    public String whereToLook() {
        return "Look at it with: docker service ps --no-trunc " + service + "; docker service logs " + service;
    }

    /**
     * Removes it when it is this sandbox's.
     *
     * @return what was done, empty for nothing
     */
    public String down(ProgressReporter reporter) {
        if (!docker.isManager() || blocked().isPresent()) {
            return "";
        }
        var stacks = new Stacks(docker);
        if (stacks.find(name::equals).isEmpty()) {
            return "";
        }
        reporter.doing("removing the stack");
        stacks.remove(name);
        return "removed";
    }
}
