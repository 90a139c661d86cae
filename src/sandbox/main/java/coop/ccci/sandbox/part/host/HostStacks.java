package coop.ccci.sandbox.part.host;

import coop.ccci.sandbox.config.SandboxSettings;
import coop.ccci.sandbox.part.docker.DockerConnection;
import coop.ccci.sandbox.part.docker.DockerImages;
import coop.ccci.sandbox.part.docker.Stacks;
import coop.ccci.sandbox.plan.Part;
import coop.ccci.sandbox.plan.PartState;
import coop.ccci.sandbox.plan.ProgressReporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The stacks that a host deploys that is tried in the sandbox, and the image of its bridge. They carry no label of the sandbox,
 * so what is taken away again stands in a file, from before the first of them is deployed.
 */
public final class HostStacks implements Part {
    private static final String STACK = "stack ";
    private static final String IMAGE = "image ";

    private final DockerConnection docker;
    private final Path record;

    /** Creates the stacks of that engine's swarm. */
    public HostStacks(SandboxSettings settings, DockerConnection docker) {
        this.docker = docker;
        this.record = settings.folder().host().resolve("stacks");
    }

    @Override
    public String name() {
        return "stacks of a host";
    }

    @Override
    public List<Part> needs() {
        return List.of();
    }

    @Override
    public PartState inspect() {
        return PartState.up(isExpected() ? String.join(", ", recorded(STACK)) : "none");
    }

    @Override
    public void up(ProgressReporter reporter) {}

    /** Notes what {@link #down} is to take away, the last stack first. */
    public void expect(List<String> stacks, String image) {
        var lines = new ArrayList<String>();
        stacks.forEach(stack -> lines.add(STACK + stack));
        lines.add(IMAGE + image);
        try {
            Files.createDirectories(record.getParent());
            Files.write(record, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns whether a host may have left something that was not taken away. */
    public boolean isExpected() {
        return Files.exists(record);
    }

    /** Returns whose a port of the proxy may be, and what to do; empty where no host has left anything. */
    public Optional<String> holder() {
        return isExpected()
                ? Optional.of("the proxy of a host that ./cc-ci demo --host has brought up; where that was killed,"
                        + " ./cc-ci sandbox down takes away what it left")
                : Optional.empty();
    }

    @Override
    public String down(ProgressReporter reporter) {
        if (!isExpected() || !docker.isManager()) {
            return "";
        }
        var stacks = new ArrayList<>(recorded(STACK));
        Collections.reverse(stacks);
        for (var stack : stacks) {
            reporter.doing("removing the stack " + stack);
            new Stacks(docker).remove(stack);
        }
        recorded(IMAGE).forEach(new DockerImages(docker)::untag);
        try {
            Files.delete(record);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return "removed";
    }

    private List<String> recorded(String kind) {
        try {
            return Files.readAllLines(record).stream()
                    .filter(line -> line.startsWith(kind))
                    .map(line -> line.substring(kind.length()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
