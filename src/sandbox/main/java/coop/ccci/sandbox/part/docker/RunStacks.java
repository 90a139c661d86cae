package coop.ccci.sandbox.part.docker;

import coop.ccci.sandbox.config.SandboxSettings;
import coop.ccci.sandbox.plan.Part;
import coop.ccci.sandbox.plan.PartState;
import coop.ccci.sandbox.plan.ProgressReporter;
import java.util.List;
import java.util.regex.Pattern;

/** The stacks that runs deployed under the sandbox's zone: none is needed, and all go with the sandbox. */
public final class RunStacks implements Part {
    private final DockerConnection docker;
    private final Part network;
    private final Pattern names;

    /** Creates the stacks on that network: those under the zone, and under the zones below it. */
    public RunStacks(SandboxSettings settings, DockerConnection docker, Part network) {
        this.docker = docker;
        this.network = network;
        this.names = Pattern.compile(
                "[a-z0-9-]{1,4}-[0-9a-f]{6}_([a-z]+_)?" + settings.zone().replace('.', '_'));
    }

    @Override
    public String name() {
        return "apps of runs";
    }

    @Override
    public List<Part> needs() {
        return List.of(network);
    }

    @Override
    public PartState inspect() {
        return PartState.up(docker.isManager() ? find().size() + " deployed" : "none");
    }

    @Override
    public void up(ProgressReporter reporter) {}

    @Override
    public String down(ProgressReporter reporter) {
        var stacks = docker.isManager() ? find() : List.<String>of();
        for (String stack : stacks) {
            reporter.doing("removing " + stack);
            new Stacks(docker).remove(stack);
        }
        return stacks.isEmpty() ? "" : "removed: " + String.join(", ", stacks);
    }

    private List<String> find() {
        return new Stacks(docker).find(name -> names.matcher(name).matches());
    }
}
