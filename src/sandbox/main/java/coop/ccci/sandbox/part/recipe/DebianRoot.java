package coop.ccci.sandbox.part.recipe;

import com.fasterxml.jackson.annotation.JsonProperty;
import coop.ccci.sandbox.config.SandboxException;
import coop.ccci.sandbox.config.SandboxFolder;
import coop.ccci.sandbox.part.registry.Layer;
import coop.ccci.sandbox.plan.ProgressReporter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

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

    /** Returns the packed root in the cache of parts; empty when it was not made yet. */
    public Optional<Layer> cached(Path parts) {
        return Layer.cached(base(parts));
    }

    /**
     * Makes the root and packs it into the cache of parts; the first time takes about a minute, mostly downloads.
     *
     * @throws SandboxException when the packages cannot be had
     */
    public Layer make(Path parts, ProgressReporter step) {
        var made = cached(parts);
        if (made.isPresent()) {
            return made.get();
        }
        try {
            Files.createDirectories(base(parts).getParent());
            var work = Files.createTempDirectory(parts, "debian-");
            try {
                var files = new DebianDownload(work).of(packages, without, step);
                step.doing("packing " + files.size() + " Debian packages, once");
                return Layer.packed(base(parts), tar -> new DebianRootFiles(this, tar).write(files));
            } finally {
                SandboxFolder.deleteTree(work);
            }
        } catch (IOException e) {
            throw new SandboxException("a root of Debian packages cannot be made in " + parts + ": " + e, e);
        }
    }

    private Path base(Path parts) {
        var described = Layer.digest((FORM + this).getBytes(StandardCharsets.UTF_8));
        return parts.resolve("debian-" + described.substring("sha256:".length(), "sha256:".length() + 12))
                .resolve("root");
    }
}
