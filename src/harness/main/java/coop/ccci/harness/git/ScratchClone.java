package coop.ccci.harness.git;

import coop.ccci.harness.process.CancelledException;
import coop.ccci.harness.process.Deadline;
import coop.ccci.harness.result.RunException;
import java.io.IOException;
import java.nio.file.Path;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.ResetCommand;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.api.errors.JGitInternalException;
import org.eclipse.jgit.lib.ConfigConstants;

/**
 * A second clone of a checkout, with nothing in it but the commit and the tags. Its branch {@code main} is the commit
 * and its origin is the clone itself: whatever a program fetches, pulls or switches to there, it stays at the commit.
 */
public final class ScratchClone {
    private static final String BRANCH = "main";

    private ScratchClone() {}

    /**
     * Makes one.
     *
     * @param original stands at its commit
     * @param folder must not exist
     * @throws RunException of the environment when that is not possible
     * @throws CancelledException when the deadline is over first
     */
    public static Checkout of(Checkout original, Path folder, Deadline deadline) {
        deadline.check();
        IsolatedGit.install();
        var untilOver = new UntilOver(deadline);
        try (var git = Git.init()
                .setDirectory(folder.toFile())
                .setInitialBranch(BRANCH)
                .call()) {
            UnconvertedFiles.in(git.getRepository());
            git.fetch()
                    .setProgressMonitor(untilOver)
                    .setRemote(original.folder().toUri().toString())
                    .setRefSpecs("+HEAD:refs/heads/" + BRANCH, "+refs/tags/*:refs/tags/*")
                    .call();
            git.reset()
                    .setMode(ResetCommand.ResetType.HARD)
                    .setProgressMonitor(untilOver)
                    .call();
            var config = git.getRepository().getConfig();
            var origin = "origin";
            config.setString(ConfigConstants.CONFIG_REMOTE_SECTION, origin, "url", folder.toString());
            config.setString(
                    ConfigConstants.CONFIG_REMOTE_SECTION, origin, "fetch", "+refs/heads/*:refs/remotes/origin/*");
            config.setString(ConfigConstants.CONFIG_BRANCH_SECTION, BRANCH, "remote", origin);
            config.setString(ConfigConstants.CONFIG_BRANCH_SECTION, BRANCH, "merge", "refs/heads/" + BRANCH);
            config.save();
        } catch (IOException | GitAPIException | JGitInternalException e) {
            deadline.check();
            throw RunException.environment(
                    "cannot clone " + original.folder() + " into " + folder + ": " + e.getMessage(), e);
        }
        var clone = new Checkout(folder, original.commit());
        if (!clone.isUntouched()) {
            throw RunException.environment("the clone in " + folder + " does not stand at " + original.commit());
        }
        return clone;
    }
}
