package coop.ccci.abra.backup;

import com.fasterxml.jackson.databind.JsonNode;
import coop.ccci.abra.FatalException;
import coop.ccci.abra.app.StackName;
import coop.ccci.abra.swarm.Docker;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The snapshots of one stack in the bot's restic repository: those that are tagged with the stack's name. */
public final class Repository {
    private final BackupBot bot;
    private final StackName stack;

    /** The snapshots of a stack. */
    public Repository(BackupBot bot, StackName stack) {
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

    /**
     * A file or a folder in a snapshot.
     *
     * @param path absolute
     * @param isFolder whether it is a folder
     * @param modified when it was changed last, as restic writes it
     */
    public record Entry(String path, boolean isFolder, String modified) {}

    /** All of them, oldest first. */
    public List<Snapshot> snapshots() {
        var found = Docker.parse(done(List.of("snapshots", "--json", "--tag", stack.value())));
        return StreamSupport.stream(found.spliterator(), false)
                .map(snapshot -> new Snapshot(
                        snapshot.path("short_id").asText(),
                        snapshot.path("time").asText()))
                .sorted(Comparator.comparing(Snapshot::time))
                .toList();
    }

    /**
     * One of them.
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
     * Takes a snapshot.
     *
     * @return what restic says of it
     * @throws FatalException when restic fails, for example because none of the paths is there
     */
    public JsonNode backup(List<String> paths) {
        var arguments = new ArrayList<>(List.of("backup", "--json", "--tag", stack.value()));
        arguments.addAll(paths);
        return messages(done(arguments))
                .filter(message -> message.path("message_type").asText().equals("summary"))
                .findFirst()
                .orElseThrow(() -> new FatalException("restic wrote no summary of the backup"));
    }

    /** What is directly in a folder of a snapshot, the folder itself first; all below it as well if that is wanted. */
    public List<Entry> list(Snapshot snapshot, String folder, boolean isRecursive) {
        var arguments = new ArrayList<>(List.of("ls", "--json", snapshot.id(), folder));
        if (isRecursive) {
            arguments.add("--recursive");
        }
        return messages(done(arguments))
                .filter(message -> message.path("struct_type").asText().equals("node"))
                .map(node -> new Entry(
                        node.path("path").asText(),
                        node.path("type").asText().equals("dir"),
                        node.path("mtime").asText()))
                .toList();
    }

    /** Writes what a snapshot has of the paths below a folder of the bot's container, {@code /} for where they were. */
    public void restore(Snapshot snapshot, List<String> paths, String target) {
        var arguments = new ArrayList<>(List.of("restore", snapshot.id(), "--target", target));
        paths.forEach(path -> arguments.addAll(List.of("--include", path)));
        done(arguments);
    }

    private String done(List<String> arguments) {
        var result = bot.restic(arguments);
        if (result.exit() != 0) {
            throw new FatalException("restic " + arguments.get(0) + " failed: "
                    + String.join("; ", result.errors().strip().lines().toList()));
        }
        return result.output();
    }

    private static Stream<JsonNode> messages(String lines) {
        return lines.lines().filter(line -> !line.isBlank()).map(Docker::parse);
    }
}
