package coop.ccci.sandbox.e2e;

import coop.ccci.sandbox.part.gitea.GiteaApi;
import coop.ccci.sandbox.part.gitea.SandboxAccount;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.ResetCommand;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.UsernamePasswordCredentialsProvider;

/** The branch of a pull request in a clone of maya's, who pushes to it. */
final class PushedBranch implements AutoCloseable {
    private final Git git;
    private final String branch;
    private final UsernamePasswordCredentialsProvider maya;

    private PushedBranch(Git git, String branch, UsernamePasswordCredentialsProvider maya) {
        this.git = git;
        this.branch = branch;
        this.maya = maya;
    }

    /** Clones what the pull request proposes. */
    static PushedBranch of(EndToEndFixture fixture, GiteaApi.PullRequest pullRequest, Path folder) {
        var sandbox = fixture.sandbox();
        var maya = new UsernamePasswordCredentialsProvider(
                SandboxAccount.MAYA.login(), sandbox.credentials().token(SandboxAccount.MAYA));
        try {
            var git = Git.cloneRepository()
                    .setURI(sandbox.settings().gitea() + "/" + fixture.repository() + ".git")
                    .setBranch(pullRequest.headBranch())
                    .setDirectory(folder.toFile())
                    .setCredentialsProvider(maya)
                    .call();
            return new PushedBranch(git, pullRequest.headBranch(), maya);
        } catch (GitAPIException e) {
            throw new IllegalStateException(e);
        }
    }

    /** One more commit, on top; answers its name. */
    String push() {
        return send(commit());
    }

    /** Another commit in place of the last one; answers its name. */
    String forcePush() {
        try {
            git.reset().setMode(ResetCommand.ResetType.HARD).setRef("HEAD~1").call();
            return send(commit());
        } catch (GitAPIException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A commit that was there before, in place of everything since. */
    void forcePush(String commit) {
        try {
            git.reset().setMode(ResetCommand.ResetType.HARD).setRef(commit).call();
            send(commit);
        } catch (GitAPIException e) {
            throw new IllegalStateException(e);
        }
    }

    private String commit() {
        try {
            var note = "note-" + UUID.randomUUID() + ".md";
            Files.writeString(git.getRepository().getWorkTree().toPath().resolve(note), "for a test\n");
            git.add().addFilepattern(note).call();
            return git.commit()
                    .setMessage("A note")
                    .setSign(false)
                    .setAuthor("maya", "maya@example.org")
                    .setCommitter("maya", "maya@example.org")
                    .call()
                    .getName();
        } catch (GitAPIException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String send(String commit) {
        try {
            git.push()
                    .setRefSpecs(new RefSpec("+HEAD:refs/heads/" + branch))
                    .setCredentialsProvider(maya)
                    .call();
            return commit;
        } catch (GitAPIException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        git.close();
    }
}
