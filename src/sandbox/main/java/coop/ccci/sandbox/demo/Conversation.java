package coop.ccci.sandbox.demo;

import coop.ccci.sandbox.part.gitea.GiteaApi;
import coop.ccci.sandbox.part.gitea.SandboxAccount;
import coop.ccci.sandbox.plan.ProgressDisplay;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** A {@code !testme} under one pull request and what comes of it, as Gitea shows it. */
final class Conversation {
    private final GiteaApi forge;
    private final GiteaApi.RepositoryName repository;
    private final GiteaApi.PullRequest pullRequest;
    private final DemoCase expected;
    private final InstantSource clock;
    private final ProgressDisplay.Activity line;
    private final GiteaApi.Comment question;
    private final Instant asked;
    private Optional<Duration> reaction = Optional.empty();
    private Optional<Instant> running = Optional.empty();
    private Optional<Duration> run = Optional.empty();
    private BotAnswer answer = new BotAnswer(Optional.empty(), Optional.empty());

    private Conversation(
            GiteaApi forge,
            GiteaApi.RepositoryName repository,
            GiteaApi.PullRequest pullRequest,
            DemoCase expected,
            InstantSource clock,
            ProgressDisplay.Activity line) {
        this.forge = forge;
        this.repository = repository;
        this.pullRequest = pullRequest;
        this.expected = expected;
        this.clock = clock;
        this.line = line;
        this.question = forge.comment(repository, pullRequest.number(), "!testme");
        this.asked = clock.instant();
    }

    /** Writes the comment, as the account that the forge is connected as. */
    static Conversation begin(
            GiteaApi forge,
            GiteaApi.RepositoryName repository,
            GiteaApi.PullRequest pullRequest,
            DemoCase expected,
            InstantSource clock,
            ProgressDisplay progress) {
        var line = progress.begin("pull request " + pullRequest.number());
        line.doing(expected.commenter().login() + " writes !testme");
        return new Conversation(forge, repository, pullRequest, expected, clock, line);
    }

    /**
     * Looks again.
     *
     * @return whether the verdict stands there
     */
    boolean poll() {
        if (answer.isVerdict()) {
            return true;
        }
        var now = BotAnswer.of(forge.comments(repository, pullRequest.number()), question.id());
        noteTimes(now);
        if (!now.equals(answer)) {
            answer = now;
            showProgress();
        }
        return answer.isVerdict();
    }

    /** Gives up. */
    void giveUp() {
        if (!answer.isVerdict()) {
            line.failed("no verdict in time; last seen: " + answer.describe());
        }
    }

    /** Returns what it was about. */
    GiteaApi.PullRequest pullRequest() {
        return pullRequest;
    }

    /** Returns what should have come of it. */
    DemoCase expected() {
        return expected;
    }

    /** Returns the word that stands there. */
    String verdict() {
        return answer.word().orElse("nothing");
    }

    /** Returns whether it is what it should be. */
    boolean isAsExpected() {
        return answer.isVerdict() && verdict().equals(expected.verdict());
    }

    /** Returns the time from the comment to the bot's first sign of life. */
    Optional<Duration> reaction() {
        return reaction;
    }

    /** Returns the time from the start of the run to its verdict; empty where there was no run. */
    Optional<Duration> run() {
        return run;
    }

    private void noteTimes(BotAnswer now) {
        if (reaction.isEmpty() && hasReaction()) {
            reaction = Optional.of(sinceAsked());
        }
        if (running.isEmpty() && now.word().equals(Optional.of("running"))) {
            running = Optional.of(clock.instant());
        }
        if (now.isVerdict()) {
            run = running.map(start -> Duration.between(start, clock.instant()));
        }
    }

    private boolean hasReaction() {
        return forge.reactions(repository, question.id()).stream()
                .anyMatch(each -> each.author().equals(SandboxAccount.BOT.login()));
    }

    private void showProgress() {
        if (!answer.isVerdict()) {
            line.doing(answer.describe());
        } else if (isAsExpected()) {
            line.done(answer.describe());
        } else {
            line.failed(answer.describe() + ", where " + expected.verdict() + " was expected");
        }
    }

    private Duration sinceAsked() {
        return Duration.between(asked, clock.instant());
    }
}
