package coop.ccci.sandbox.part.recipe;

import com.fasterxml.jackson.annotation.JsonProperty;
import coop.ccci.host.FileTrees;
import coop.ccci.sandbox.config.SandboxException;
import coop.ccci.sandbox.part.docker.ContentHash;
import coop.ccci.sandbox.plan.ProgressReporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * A root that is made of Debian packages with everything that they depend on, less what the image has no use for. The
 * packages come from where this machine's own do. No script of a package is run, so it needs no root and starts no
 * service; what such a script would have made, the image makes itself.
 *
 * @param packages what is wanted
 * @param without packages that would come along and are left out, as globs
 * @param leaveOut files that are left out, as globs from the root, such as {@code usr/share/doc}
 * @param user the name of the user that the image's programs run as; its number is {@value #USER}
 * @param owns folders that belong to the user; a volume that is mounted there for the first time does then, too
 */
public record DebianRoot(
        List<String> packages,
        List<String> without,
        @JsonProperty("leave-out") List<String> leaveOut,
        String user,
        List<String> owns) {

    /** The number of the image's user and of its group. */
    public static final int USER = 70;

    /** Raised when the same description makes another root than before. */
    private static final String FORM = "1";

    private static final int BUFFER = 1 << 16;

    /** What is absent is empty. */
    public DebianRoot {
        if (packages == null || packages.isEmpty() || user == null) {
            throw new IllegalArgumentException("debian needs packages and a user");
        }
        packages = List.copyOf(packages);
        without = without == null ? List.of() : List.copyOf(without);
        leaveOut = leaveOut == null ? List.of() : List.copyOf(leaveOut);
        owns = owns == null ? List.of() : List.copyOf(owns);
    }

    /** Returns a hash of what the root is made of, which is the same as long as the root is. */
    String hash() {
        return ContentHash.hash(FORM, toString());
    }

    /**
     * Returns the root as a packed archive in the cache of parts; it is made when it is not there yet, which takes about a
     * minute, mostly downloads.
     *
     * @throws SandboxException when the packages cannot be had
     */
    Path archive(Path parts, ProgressReporter reporter) {
        var archive = parts.resolve("debian-" + hash()).resolve("root.tar.gz");
        if (Files.exists(archive)) {
            return archive;
        }
        try {
            Files.createDirectories(archive.getParent());
            var work = Files.createTempDirectory(parts, "debian-");
            try {
                var files = new DebianDownload(work).of(packages, without, reporter);
                reporter.doing("packing " + files.size() + " Debian packages, once");
                var packed = work.resolve("root.tar.gz");
                pack(files, packed);
                Files.move(packed, archive, StandardCopyOption.ATOMIC_MOVE);
                return archive;
            } finally {
                FileTrees.delete(work);
            }
        } catch (IOException e) {
            throw new SandboxException("a root of Debian packages cannot be made in " + parts + ": " + e, e);
        }
    }

    private void pack(List<Path> packages, Path archive) throws IOException {
        try (var out = Files.newOutputStream(archive);
                var zip = new GZIPOutputStream(out, BUFFER);
                var tar = new TarArchiveOutputStream(zip)) {
            new DebianRootFiles(this, tar).write(packages);
        }
    }
}
