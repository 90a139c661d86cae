package coop.ccci.abra.backup;

import coop.ccci.abra.backup.ResticRepository.Snapshot;
import coop.ccci.abra.process.FatalException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The volumes of a snapshot as a file to keep: {@code backup.tar.gz} with a tar of each volume in it.
 */
public final class VolumeArchive {
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

    private final BackupBotContainer bot;

    /** An archive that the bot makes. */
    public VolumeArchive(BackupBotContainer bot) {
        this.bot = bot;
    }

    /**
     * Writes the archive.
     *
     * @param volumes the paths of the volumes in the snapshot
     * @param target where it goes on this machine
     * @throws FatalException when restic fails
     */
    public void write(Snapshot snapshot, List<String> volumes, Path target) {
        var archive = "/tmp/" + snapshot.id() + "-" + ProcessHandle.current().pid() + ".tar.gz";
        var command = new ArrayList<>(List.of("sh", "-c", SCRIPT, "download", snapshot.id(), archive));
        volumes.forEach(volume -> command.addAll(List.of(volume, member(volume))));
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

    /** Returns the name of a volume's tar, for the volume's path {@code …/<volume>/_data}. */
    static String member(String volume) {
        return Path.of(volume).getParent().getFileName() + ".tar";
    }
}
