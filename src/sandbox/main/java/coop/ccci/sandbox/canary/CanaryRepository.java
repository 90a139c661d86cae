package coop.ccci.sandbox.canary;

import coop.ccci.contract.Commit;
import coop.ccci.sandbox.config.SandboxException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.ConfigConstants;
import org.eclipse.jgit.lib.PersonIdent;

/**
 * A canary as a git repository of this machine, beside the folder that takes the place of {@code recipe-tests/}.
 *
 * <p>The first commit is on {@code main} and has a version tag. The commit under test is on the branch {@code change},
 * as that of a pull request would be; a canary that changes nothing is tested at the first commit.
 *
 * @param repository the repository
 * @param tests what {@code CCCI_RECIPE_TESTS} is for a run of it
 * @param commit the one under test
 */
record CanaryRepository(Path repository, Path tests, Commit commit) {
    private static final String MAIN = "main";
    private static final String CHANGE = "change";
    private static final String VERSION = "1.0.0+1.35.0";
    private static final String LATER = "2.0.0+1.35.0";

    /** The history is always the same, and so are the ids of its commits. */
    private static final PersonIdent SOMEBODY =
            new PersonIdent("A canary", "canary@example.org", Instant.parse("2026-01-05T09:00:00Z"), ZoneOffset.UTC);

    /**
     * Makes the repository and the tests in an empty folder.
     *
     * @param registry the address that the images of the sandbox begin with
     * @throws SandboxException when the folder cannot be written
     */
    static CanaryRepository make(Canary canary, Path home, Path folder, String registry) {
        var repository = folder.resolve("repository");
        var shared = Canary.folder(home).resolve("shared");
        var overlay =
                new Overlay(Map.of("REGISTRY", registry, "NAME", canary.name().value()));
        try {
            Files.createDirectories(repository);
            var tests = folder.resolve("tests");
            overlay.lay(shared.resolve("tests"), tests.resolve(canary.name().value()));
            overlay.lay(canary.tests(), tests.resolve(canary.name().value()));
            overlay.lay(shared.resolve("recipe"), repository);
            overlay.lay(canary.before(), repository);
            try (var git = Git.init()
                    .setInitialBranch(MAIN)
                    .setDirectory(repository.toFile())
                    .call()) {
                ignoreThePersonsSettings(git);
                var first = commit(git, "A version that works");
                tag(git, canary, VERSION);
                var commit = changed(git, canary, overlay).orElse(first);
                release(git, canary, overlay);
                return new CanaryRepository(repository, tests, commit);
            }
        } catch (IOException | GitAPIException e) {
            throw new SandboxException("the repository of the canary " + canary.name() + " cannot be made: " + e, e);
        }
    }

    private static Optional<Commit> changed(Git git, Canary canary, Overlay overlay)
            throws GitAPIException, IOException {
        if (!Files.isDirectory(canary.change())) {
            return Optional.empty();
        }
        git.checkout().setCreateBranch(true).setName(CHANGE).call();
        overlay.lay(canary.change(), git.getRepository().getWorkTree().toPath());
        var commit = commit(git, "The change under test");
        git.checkout().setName(MAIN).call();
        return Optional.of(commit);
    }

    private static void release(Git git, Canary canary, Overlay overlay) throws GitAPIException, IOException {
        if (Files.isDirectory(canary.later())) {
            overlay.lay(canary.later(), git.getRepository().getWorkTree().toPath());
            commit(git, "The next version");
            tag(git, canary, LATER);
        }
    }

    private static void ignoreThePersonsSettings(Git git) throws IOException {
        var config = git.getRepository().getConfig();
        config.setBoolean(ConfigConstants.CONFIG_COMMIT_SECTION, null, ConfigConstants.CONFIG_KEY_GPGSIGN, false);
        config.setBoolean(ConfigConstants.CONFIG_TAG_SECTION, null, ConfigConstants.CONFIG_KEY_GPGSIGN, false);
        config.setString(ConfigConstants.CONFIG_CORE_SECTION, null, ConfigConstants.CONFIG_KEY_HOOKS_PATH, "/dev/null");
        config.setString(ConfigConstants.CONFIG_CORE_SECTION, null, ConfigConstants.CONFIG_KEY_AUTOCRLF, "false");
        config.save();
    }

    private static Commit commit(Git git, String message) throws GitAPIException {
        git.add().addFilepattern(".").call();
        git.add().addFilepattern(".").setUpdate(true).call();
        var commit = git.commit()
                .setAuthor(SOMEBODY)
                .setCommitter(SOMEBODY)
                .setNoVerify(true)
                .setMessage(message + "\n")
                .call();
        return new Commit(commit.name());
    }

    private static void tag(Git git, Canary canary, String version) throws GitAPIException {
        var tag = git.tag().setName(version);
        if (canary.expected().lightweight()) {
            tag.setAnnotated(false).call();
        } else {
            tag.setMessage("Version " + version + "\n").setTagger(SOMEBODY).call();
        }
    }
}
