package coop.ccci.harness.git;

import coop.ccci.contract.Commit;
import coop.ccci.harness.result.RunException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;

/**
 * What a fetched repository tells of a recipe's past.
 *
 * @param checkout the recipe at the commit under test
 * @param tip the newest commit of the default branch, which pull requests are merged into; empty where there is none
 * @param versions the commit of every version tag, annotated or not, oldest version first
 */
public record History(Checkout checkout, Optional<Commit> tip, TreeMap<Version, Commit> versions) {
    private static final Pattern LABEL =
            Pattern.compile("coop-cloud\\.\\$\\{STACK_NAME}\\.version[\"']?\\s*[=:]\\s*[\"']?([^\"'\\s]+)");

    /**
     * Reads the tags of a checkout's repository.
     *
     * @throws RunException of the environment when it cannot be read
     */
    public static History of(Checkout checkout, Optional<Commit> tip) {
        try (var git = Git.open(checkout.folder().toFile())) {
            return new History(checkout, tip, versions(git.getRepository()));
        } catch (IOException e) {
            throw unreadable(checkout.folder(), e);
        }
    }

    private static TreeMap<Version, Commit> versions(Repository repository) throws IOException {
        var versions = new TreeMap<Version, Commit>();
        for (var ref : repository.getRefDatabase().getRefsByPrefix(Constants.R_TAGS)) {
            var version = Version.parse(ref.getName().substring(Constants.R_TAGS.length()));
            if (version.isPresent()) {
                var peeled = repository.getRefDatabase().peel(ref).getPeeledObjectId();
                var commit = peeled == null ? ref.getObjectId() : peeled;
                versions.put(version.get(), new Commit(commit.name()));
            }
        }
        return versions;
    }

    /** Returns the commit under test. */
    public Commit commit() {
        return checkout.commit();
    }

    /** Returns the version of the commit under test: that of its tag, else that which its compose file gives as a label. */
    public Optional<Version> version() {
        return versions.entrySet().stream()
                .filter(version -> version.getValue().equals(commit()))
                .map(Map.Entry::getKey)
                .reduce((earlier, later) -> later)
                .or(this::labelled);
    }

    private Optional<Version> labelled() {
        var file = checkout.folder().resolve("compose.yml");
        try {
            var label = LABEL.matcher(Files.isRegularFile(file) ? Files.readString(file) : "");
            return label.find() ? Version.parse(label.group(1)) : Optional.empty();
        } catch (IOException e) {
            // a compose file that is not text is told of when it is deployed
            return Optional.empty();
        }
    }

    /** Returns whether the commit under test is a published version. */
    public boolean isPublished() {
        return versions.containsValue(commit());
    }

    /** Returns the newest published version that is older than another. */
    public Optional<Version> before(Version version) {
        return Optional.ofNullable(versions.lowerKey(version))
                .filter(older -> !versions.get(older).equals(commit()));
    }

    /** Returns whether the repository has a commit. */
    public boolean has(Commit commit) {
        try (var git = Git.open(checkout.folder().toFile());
                var walk = new RevWalk(git.getRepository())) {
            walk.parseCommit(ObjectId.fromString(commit.value()));
            return true;
        } catch (MissingObjectException e) {
            return false;
        } catch (IOException e) {
            throw unreadable(checkout.folder(), e);
        }
    }

    /** Returns whether the commit under test is a commit or one that it was made from. */
    public boolean isPartOf(Commit commit) {
        try (var git = Git.open(checkout.folder().toFile());
                var walk = new RevWalk(git.getRepository())) {
            return walk.isMergedInto(
                    walk.parseCommit(ObjectId.fromString(commit().value())),
                    walk.parseCommit(ObjectId.fromString(commit.value())));
        } catch (IOException e) {
            throw unreadable(checkout.folder(), e);
        }
    }

    private static RunException unreadable(Path folder, IOException e) {
        return RunException.environment("cannot read the repository in " + folder + ": " + e.getMessage(), e);
    }
}
