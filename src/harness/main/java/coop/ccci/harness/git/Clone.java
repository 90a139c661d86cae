package coop.ccci.harness.git;

import coop.ccci.contract.Commit;
import coop.ccci.harness.git.CloneBounds.TooLargeException;
import coop.ccci.harness.process.CancelledException;
import coop.ccci.harness.process.Deadline;
import coop.ccci.harness.result.RunException;
import coop.ccci.host.HumanTime;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.NoRemoteRepositoryException;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.UsernamePasswordCredentialsProvider;

/**
 * Fetches a recipe's repository: its branches, its tags and the head of one pull request, each object checked; no
 * submodules, no hooks, no configuration of this machine.
 */
public final class Clone {
    private static final Duration TIMEOUT = Duration.ofMinutes(5);
    private static final int SILENCE_SECONDS = 30;

    private final RecipeSource source;
    private final Optional<Commit> wanted;
    private final Optional<Integer> pullRequest;
    private final long maxBytes;

    /**
     * Describes what to fetch.
     *
     * @param wanted the commit to check out; the tip of the default branch when empty
     * @param pullRequest the pull request whose head is fetched too
     */
    public Clone(RecipeSource source, Optional<Commit> wanted, Optional<Integer> pullRequest) {
        this(source, wanted, pullRequest, CloneBounds.MAX_BYTES);
    }

    /** As the other one, of a repository of another size. */
    Clone(RecipeSource source, Optional<Commit> wanted, Optional<Integer> pullRequest, long maxBytes) {
        this.source = source;
        this.wanted = wanted;
        this.pullRequest = pullRequest;
        this.maxBytes = maxBytes;
    }

    /**
     * Fetches into a folder that does not exist yet and checks the commit out.
     *
     * @throws RunException of the environment when the repository cannot be reached, of usage when it is not there or
     *     lacks the commit or the pull request, of the recipe when it is larger than a recipe may be
     * @throws CancelledException when the deadline is over first
     */
    public History into(Path folder, Deadline deadline) {
        deadline.check();
        var work = new CompletableFuture<History>();
        // nobody waits for what goes on when the time is over, and nothing does
        var within = deadline.within(TIMEOUT);
        var thread = new Thread(
                () -> {
                    try {
                        work.complete(fetch(folder, within));
                    } catch (RuntimeException | Error e) {
                        work.completeExceptionally(e);
                    }
                },
                "clone");
        thread.setDaemon(true);
        thread.start();
        try {
            var history = deadline.await(work, TIMEOUT);
            history.checkout().restore(deadline);
            return history;
        } catch (TimeoutException e) {
            throw late(e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof CancelledException) {
                deadline.check();
                throw late(e);
            }
            if (e.getCause() instanceof RunException fault) {
                throw fault;
            }
            if (e.getCause() instanceof TooLargeException large) {
                throw RunException.recipe("the repository is larger than a recipe may be: it has " + large.getMessage()
                        + "; what is large belongs into an image, or where the app downloads it");
            }
            throw RunException.environment("cannot clone " + source + ": " + e.getCause(), e.getCause());
        }
    }

    private RunException late(Exception e) {
        return RunException.environment(
                source + " was not cloned within " + HumanTime.format(TIMEOUT) + "; is the forge well?", e);
    }

    private History fetch(Path folder, Deadline within) {
        IsolatedGit.install();
        try (var git = Git.init().setDirectory(folder.toFile()).call()) {
            var repository = git.getRepository();
            var config = repository.getConfig();
            config.setString("http", null, "followRedirects", "false");
            config.setString("remote", "origin", "url", source.address().toString());
            config.setString("remote", "origin", "fetch", "+refs/heads/*:refs/remotes/origin/*");
            config.save();
            UnconvertedFiles.in(repository);
            return fetch(repository, folder, within);
        } catch (NoRemoteRepositoryException e) {
            throw RunException.usage(
                    "there is no repository at " + source + "; check the recipe's name and --src (SRC)");
        } catch (TransportException e) {
            requireWithinBounds(e);
            throw unreachable(e);
        } catch (IOException | GitAPIException e) {
            throw RunException.environment("cannot keep the clone of " + source + ": " + e.getMessage(), e);
        }
    }

    private History fetch(Repository repository, Path folder, Deadline within) throws IOException {
        try (var transport = Transport.open(repository, source.address())) {
            transport.setTimeout(SILENCE_SECONDS);
            transport.setObjectChecker(new CloneBounds(within, maxBytes));
            source.login()
                    .ifPresent(login -> transport.setCredentialsProvider(
                            new UsernamePasswordCredentialsProvider(login.user(), login.password())));
            var specs = new ArrayList<RefSpec>(List.of(
                    new RefSpec("+refs/heads/*:refs/remotes/origin/*"), new RefSpec("+refs/tags/*:refs/tags/*")));
            Ref head;
            try (var connection = transport.openFetch()) {
                head = connection.getRef(Constants.HEAD);
                if (pullRequest.isPresent()) {
                    specs.add(pullRequest(connection.getRef(pullRequestRef())));
                }
            }
            transport.fetch(NullProgressMonitor.INSTANCE, specs);
            var defaultBranch = DefaultBranch.of(repository, head, source.isFolder());
            defaultBranch.keep(repository);
            var checkout = new Checkout(folder, choose(repository, head, defaultBranch));
            return History.of(checkout, defaultBranch.name());
        }
    }

    private String pullRequestRef() {
        return "refs/pull/" + pullRequest.orElseThrow() + "/head";
    }

    private RefSpec pullRequest(Ref advertised) {
        if (advertised == null) {
            throw RunException.usage(source + " has no pull request " + pullRequest.orElseThrow());
        }
        return new RefSpec("+" + pullRequestRef() + ":refs/remotes/pull/" + pullRequest.orElseThrow());
    }

    private Commit choose(Repository repository, Ref head, DefaultBranch defaultBranch) throws IOException {
        if (wanted.isEmpty()) {
            return Optional.ofNullable(head)
                    .map(ref -> new Commit(ref.getObjectId().name()))
                    .or(defaultBranch::tip)
                    .orElseThrow(
                            () -> RunException.usage(source + " has no default branch; give --ref (REF) a commit"));
        }
        try (var walk = new RevWalk(repository)) {
            return new Commit(
                    walk.parseCommit(ObjectId.fromString(wanted.get().value())).name());
        } catch (IncorrectObjectTypeException e) {
            throw RunException.usage(wanted.get() + " is in " + source + ", but it is a file, a folder or a tag of one;"
                    + " give --ref (REF) a commit");
        } catch (IOException e) {
            throw RunException.usage("the commit " + wanted.get() + " is not in " + source
                    + "; was it replaced by a force-push? Give a commit of one of its branches, tags"
                    + pullRequest.map(number -> " or of pull request " + number).orElse(""));
        }
    }

    /** JGit wraps what its reader of objects throws. */
    private static void requireWithinBounds(TransportException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof TooLargeException large) {
                throw large;
            }
            if (cause instanceof CancelledException over) {
                throw over;
            }
        }
    }

    private RunException unreachable(TransportException e) {
        var reason = new StringBuilder();
        var isCorrupt = false;
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            isCorrupt |= cause instanceof CorruptObjectException;
            if (cause.getMessage() != null && reason.indexOf(cause.getMessage()) < 0) {
                reason.append(reason.length() == 0 ? "" : ": ").append(cause.getMessage());
            }
        }
        if (isCorrupt) {
            return RunException.recipe(
                    "the repository has an object that git refuses (" + reason + "); git fsck --full shows it");
        }
        if (reason.toString().contains("uthenti") || reason.toString().contains("not authorized")) {
            return RunException.usage("there is no repository at " + source
                    + " that can be read without a login; check the" + " recipe's name and --src (SRC)");
        }
        return RunException.environment(source + " cannot be reached (" + reason + "); is the forge up?", e);
    }
}
