package coop.ccci.abra.backup;

import com.fasterxml.jackson.databind.JsonNode;
import coop.ccci.abra.app.StackName;
import coop.ccci.abra.process.FatalException;
import coop.ccci.abra.swarm.DockerCli;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The bot's restic repository, seen as the snapshots of one stack: those tagged with its name. */
public final class ResticRepository {
    private static final Pattern SKIPPED = Pattern.compile("(?m)^(/.+) does not exist, skipping");

    private final BackupBotContainer bot;
    private final StackName stack;

    /** A repository, seen as the snapshots of one stack. */
    public ResticRepository(BackupBotContainer bot, StackName stack) {
        this.bot = bot;
        this.stack = stack;
    }

    /**
     * A snapshot.
     *
     * @param id the short id, eight hexadecimal digits
     * @param time when it was taken, as restic writes it
     */
    public record Snapshot(String id, String time) {}

    /** Returns all snapshots, oldest first. */
    public List<Snapshot> snapshots() {
        var found = DockerCli.parse(run(List.of("snapshots", "--json", "--tag", stack.value())));
        return StreamSupport.stream(found.spliterator(), false)
                .map(snapshot -> new Snapshot(
                        snapshot.path("short_id").asText(),
                        snapshot.path("time").asText()))
                .sorted(Comparator.comparing(Snapshot::time))
                .toList();
    }

    /**
     * Returns one snapshot.
     *
     * @param chosen an id or {@code latest}
     * @throws FatalException when the stack has no such snapshot
     */
    public Snapshot snapshot(String chosen) {
        var all = snapshots();
        return all.stream()
                .filter(snapshot -> chosen.equals("latest") || chosen.startsWith(snapshot.id()))
                .reduce((earlier, later) -> later)
                .orElseThrow(() -> new FatalException("no snapshot " + chosen + " of " + stack + " found: there are "
                        + all.stream().map(Snapshot::id).toList()));
    }

    /**
     * Takes a snapshot of the paths that are there.
     *
     * @param missing is told each path that is not
     * @return restic's summary
     * @throws FatalException when restic fails, for example because none of the paths is there
     */
    public JsonNode backup(List<String> paths, Consumer<String> missing) {
        var arguments = new ArrayList<>(List.of("backup", "--json", "--tag", stack.value()));
        arguments.addAll(paths);
        var result = done(arguments);
        SKIPPED.matcher(result.errors()).results().map(path -> path.group(1)).forEach(missing);
        return messages(result.output())
                .filter(message -> message.path("message_type").asText().equals("summary"))
                .findFirst()
                .orElseThrow(() -> new FatalException("restic wrote no summary of the backup"));
    }

    /** Returns the absolute paths of files and folders of all volumes in a snapshot, a folder before what is in it. */
    public List<String> list(Snapshot snapshot) {
        return messages(run(List.of("ls", "--json", snapshot.id(), BackupPlan.ROOT, "--recursive")))
                .filter(message -> message.path("struct_type").asText().equals("node"))
                .map(node -> node.path("path").asText())
                .toList();
    }

    /** Writes the paths of a snapshot back to where they were. */
    public void restore(Snapshot snapshot, List<String> paths) {
        var arguments = new ArrayList<>(List.of("restore", snapshot.id(), "--target", "/"));
        paths.forEach(path -> arguments.addAll(List.of("--include", path)));
        run(arguments);
    }

    private String run(List<String> arguments) {
        return done(arguments).output();
    }

    private DockerCli.Result done(List<String> arguments) {
        var result = bot.restic(arguments);
        if (result.exit() != 0) {
            throw new FatalException("restic " + arguments.get(0) + " failed: "
                    + String.join("; ", result.errors().strip().lines().toList()));
        }
        return result;
    }

    private static Stream<JsonNode> messages(String lines) {
        return lines.lines().filter(line -> !line.isBlank()).map(DockerCli::parse);
    }
}
