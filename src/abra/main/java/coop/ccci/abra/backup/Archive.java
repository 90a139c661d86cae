package coop.ccci.abra.backup;

import coop.ccci.abra.FatalException;
import coop.ccci.abra.backup.Repository.Entry;
import coop.ccci.abra.backup.Repository.Snapshot;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A part of a snapshot as a file to keep: {@code backup.tar.gz} with one member per path, which is a tar of its own
 * where the path is a folder.
 */
public final class Archive {
    private static final String SCRIPT =
            """
            set -eu
            snapshot=$1
            archive=$2
            shift 2
            folder=$(mktemp -d)
            trap 'rm -rf "$folder"' EXIT
            while [ $# -gt 0 ]; do
                restic --no-cache dump "$snapshot" "$1" >"$folder/$2"
                shift 2
            done
            tar -czf "$archive" -C "$folder" .
            """;

    private final BackupBot bot;

    /** An archive that the bot makes. */
    public Archive(BackupBot bot) {
        this.bot = bot;
    }

    /**
     * Makes it.
     *
     * @param entries files and folders of the snapshot
     * @param target where it goes on this machine
     * @throws FatalException when restic fails
     */
    public void write(Snapshot snapshot, List<Entry> entries, Path target) {
        var archive = "/tmp/" + snapshot.id() + "-" + ProcessHandle.current().pid() + ".tar.gz";
        var command = new ArrayList<>(List.of("sh", "-c", SCRIPT, "download", snapshot.id(), archive));
        entries.forEach(entry -> command.addAll(List.of(entry.path(), member(entry))));
        try {
            var result = bot.run(command);
            if (result.exit() != 0) {
                throw new FatalException("cannot download: " + result.errors().strip());
            }
            bot.copy(archive, target);
        } finally {
            bot.run(List.of("rm", "-f", archive));
        }
    }

    /** The last part of the path, for a volume the volume's own name, and {@code .tar} behind a folder's. */
    static String member(Entry entry) {
        var path = Path.of(entry.path());
        var name = path.getFileName().toString();
        if (name.equals("_data") && path.getParent() != null) {
            name = path.getParent().getFileName().toString();
        }
        return entry.isFolder() ? name + ".tar" : name;
    }
}
