package coop.ccci.sandbox.docker;

import coop.ccci.sandbox.Settings;
import coop.ccci.sandbox.part.Part;
import coop.ccci.sandbox.part.State;
import coop.ccci.sandbox.part.Step;
import java.util.List;
import java.util.regex.Pattern;

/** The stacks that runs deployed under the sandbox's zone: none is needed, and all go with the sandbox. */
public final class RunStacks implements Part {
    private final Docker docker;
    private final Part network;
    private final Pattern names;

    /** The stacks on that network. */
    public RunStacks(Settings settings, Docker docker, Part network) {
        this.docker = docker;
        this.network = network;
        this.names =
                Pattern.compile("[a-z0-9-]{1,4}-[0-9a-f]{6}_" + settings.zone().replace('.', '_'));
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
    public State look() {
        return new State.Up(docker.isManager() ? find().size() + " deployed" : "none");
    }

    @Override
    public void up(Step step) {}

    @Override
    public String down(Step step) {
        var stacks = docker.isManager() ? find() : List.<String>of();
        for (String stack : stacks) {
            step.doing("removing " + stack);
            new Stacks(docker).remove(stack);
        }
        return stacks.isEmpty() ? "" : "removed: " + String.join(", ", stacks);
    }

    private List<String> find() {
        return new Stacks(docker).find(name -> names.matcher(name).matches());
    }
}
