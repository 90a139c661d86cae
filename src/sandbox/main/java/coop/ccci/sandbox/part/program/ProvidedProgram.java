package coop.ccci.sandbox.part.program;

import coop.ccci.sandbox.config.SandboxException;
import coop.ccci.sandbox.config.SecretFile;
import coop.ccci.sandbox.plan.Part;
import coop.ccci.sandbox.plan.PartState;
import coop.ccci.sandbox.plan.ProgressReporter;
import coop.ccci.sandbox.process.MarkedProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A program that a part runs, from where it can be had soonest: one that was built here before, else the official
 * image, else one that is built here now. Which of them it is follows from what is there, so it is the same for every
 * command that asks.
 *
 * <p>A program in its image runs in a container that shares the network and one folder with this machine, with this
 * user's ids and with the mark of its part ({@link MarkedProcess}). So it listens, keeps its data, is found, is ended and
 * is killed as one that was built here.
 */
public final class ProvidedProgram implements Part {
    private static final String PART = "coop.ccci.sandbox.program";

    /** Where the program comes from. */
    public enum Origin {
        /** It was built on this machine. */
        BUILT,

        /** The engine has its official image. */
        OFFICIAL_IMAGE,

        /** It is not there yet. */
        NONE
    }

    private final BuildableProgram program;
    private final Optional<OfficialImage> image;
    private final ImageEngine engine;
    private final Part engineUp;
    private final Path record;

    /**
     * Creates the part.
     *
     * @param image empty for a program that has no image, or that cannot do its work in a container
     * @param engineUp the part that must be up before an image can be pulled
     * @param records a folder of the sandbox in which it is kept which images were pulled for it
     */
    public ProvidedProgram(
            BuildableProgram program, Optional<OfficialImage> image, ImageEngine engine, Part engineUp, Path records) {
        this.program = program;
        this.image = image;
        this.engine = engine;
        this.engineUp = engineUp;
        this.record = records.resolve(program.name());
    }

    @Override
    public String name() {
        return program.name() + " program";
    }

    /** One that was built before waits for no engine. */
    @Override
    public List<Part> needs() {
        return image.isEmpty() || program.isBuilt() ? List.of() : List.of(engineUp);
    }

    @Override
    public PartState inspect() {
        return switch (origin()) {
            case BUILT, OFFICIAL_IMAGE -> PartState.up("version " + version() + ", " + describeOrigin());
            case NONE -> PartState.missing(describeAbsence());
        };
    }

    @Override
    public void up(ProgressReporter reporter) {
        if (image.isPresent()) {
            var reference = image.get().reference();
            reporter.doing("looking for the official image " + reference);
            if (engine.pull(reference, reporter)) {
                SecretFile.write(record, reference);
                return;
            }
            reporter.note("the official image " + reference + " cannot be had, so it is built here, once");
        }
        program.build(reporter);
    }

    /** Removes what was pulled for this sandbox; what was built stays in the cache, which belongs to no sandbox. */
    @Override
    public String down(ProgressReporter reporter) {
        engine.removeContainers(containerLabels());
        if (!Files.exists(record)) {
            return "";
        }
        var reference = pulled();
        if (engine.has(reference) && !engine.remove(reference)) {
            reporter.note("the image " + reference + " stays, because something else uses it");
            return "";
        }
        return "removed";
    }

    /** Returns where the program comes from now. */
    public Origin origin() {
        if (program.isBuilt()) {
            return Origin.BUILT;
        }
        return image.filter(each -> engine.has(each.reference())).isPresent() ? Origin.OFFICIAL_IMAGE : Origin.NONE;
    }

    /** Returns a few words that say where a running program comes from, which may outlive its image or its engine. */
    public String describeOrigin() {
        return switch (origin()) {
            case BUILT -> "built here";
            case OFFICIAL_IMAGE -> "official image " + image.orElseThrow().reference();
            case NONE -> "whose program is no longer there";
        };
    }

    private String describeAbsence() {
        var which = program.name() + " " + version();
        if (image.isEmpty()) {
            return which + " is not built yet";
        }
        return engine.answers()
                ? which + " is neither built nor there as the image "
                        + image.get().reference() + " yet"
                : which + " is not built, and no Docker engine answers that could have its image";
    }

    /** Returns the pinned version. */
    public String version() {
        return program.version();
    }

    /** Returns the program that was built here; to be asked for when {@link #origin} is {@link Origin#BUILT}. */
    public BuildableProgram built() {
        return program;
    }

    /**
     * Returns how the program is started.
     *
     * @param folder the only folder that it reads and writes; it has the same path in a container
     * @param environment the program's variables; their values stand on no command line
     * @throws SandboxException when the program is not there
     */
    public ProgramLaunch launch(Path folder, Map<String, String> environment, List<String> arguments) {
        return switch (origin()) {
            case BUILT -> new ProgramLaunch(joined(List.of(program.executable().toString()), arguments), environment);
            case OFFICIAL_IMAGE -> inContainer(image.orElseThrow(), folder, environment, arguments);
            case NONE ->
                throw new SandboxException("the program " + program.name() + " is gone. Run ./cc-ci sandbox up again.");
        };
    }

    /** Removes the containers of the program that a killed engine has left. */
    public void removeContainers() {
        engine.removeContainers(containerLabels());
    }

    private ProgramLaunch inContainer(
            OfficialImage official, Path folder, Map<String, String> environment, List<String> arguments) {
        var words = new ArrayList<>(List.of("run", "--rm", "--network", "host", "--user", owner(folder)));
        words.addAll(List.of("--volume", folder + ":" + folder, "--workdir", folder.toString()));
        containerLabels().forEach((key, value) -> words.addAll(List.of("--label", key + "=" + value)));
        words.addAll(List.of("--env", MarkedProcess.VARIABLE));
        environment.keySet().stream().sorted().forEach(key -> words.addAll(List.of("--env", key)));
        words.addAll(List.of("--entrypoint", official.executable(), official.reference()));
        var all = new LinkedHashMap<>(environment);
        all.putAll(engine.environment());
        return new ProgramLaunch(joined(engine.commandLine(words), arguments), all);
    }

    private Map<String, String> containerLabels() {
        var labels = new LinkedHashMap<>(engine.labels());
        labels.put(PART, program.name());
        return labels;
    }

    private String pulled() {
        try {
            return Files.readString(record).trim();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the ids of the folder's owner, with which the program may write in it and its files are this user's. */
    private static String owner(Path folder) {
        try {
            return Files.getAttribute(folder, "unix:uid") + ":" + Files.getAttribute(folder, "unix:gid");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> joined(List<String> first, List<String> second) {
        var all = new ArrayList<>(first);
        all.addAll(second);
        return List.copyOf(all);
    }
}
