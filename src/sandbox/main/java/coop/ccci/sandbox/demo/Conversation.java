package coop.ccci.sandbox.demo;

import coop.ccci.sandbox.gitea.Account;
import coop.ccci.sandbox.gitea.Forge;
import coop.ccci.sandbox.show.Progress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** A {@code !testme} under one pull request and what comes of it, as Gitea shows it. */
final class Conversation {
    private final Forge forge;
    private final Forge.Repository repository;
    private final Forge.PullRequest pullRequest;
    private final Expected expected;
    private final InstantSource clock;
    private final Progress.Line line;
    private final Forge.Comment question;
    private final Instant asked;
    private Optional<Duration> reaction = Optional.empty();
    private Optional<Instant> running = Optional.empty();
    private Optional<Duration> run = Optional.empty();
    private Sighting sighting = new Sighting(Optional.empty(), Optional.empty());

    private Conversation(
            Forge forge,
            Forge.Repository repository,
            Forge.PullRequest pullRequest,
            Expected expected,
            InstantSource clock,
            Progress.Line line) {
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
            Forge forge,
            Forge.Repository repository,
            Forge.PullRequest pullRequest,
            Expected expected,
            InstantSource clock,
            Progress progress) {
        var line = progress.begin("pull request " + pullRequest.number());
        line.doing(expected.commenter().login() + " writes !testme");
        return new Conversation(forge, repository, pullRequest, expected, clock, line);
    }

    /**
     * Looks again.
     *
     * @return whether the verdict stands there
     */
    boolean look() {
        if (sighting.isVerdict()) {
            return true;
        }
        var now = Sighting.of(forge.comments(repository, pullRequest.number()), question.id());
        noteTimes(now);
        if (!now.equals(sighting)) {
            sighting = now;
            tell();
        }
        return sighting.isVerdict();
    }

    /** Gives up. */
    void giveUp() {
        if (!sighting.isVerdict()) {
            line.failed("no verdict in time; last seen: " + sighting.inWords());
        }
    }

    /** What it was about. */
    Forge.PullRequest pullRequest() {
        return pullRequest;
    }

    /** What should have come of it. */
    Expected expected() {
        return expected;
    }

    /** The word that stands there. */
    String seen() {
        return sighting.word().orElse("nothing");
    }

    /** Whether it is what it should be. */
    boolean isAsExpected() {
        return sighting.isVerdict() && seen().equals(expected.verdict());
    }

    /** From the comment to the bot's first sign of life. */
    Optional<Duration> reaction() {
        return reaction;
    }

    /** From the start of the run to its verdict; empty where there was no run. */
    Optional<Duration> run() {
        return run;
    }

    private void noteTimes(Sighting now) {
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
                .anyMatch(each -> each.author().equals(Account.BOT.login()));
    }

    private void tell() {
        if (!sighting.isVerdict()) {
            line.doing(sighting.inWords());
        } else if (isAsExpected()) {
            line.done(sighting.inWords());
        } else {
            line.failed(sighting.inWords() + ", where " + expected.verdict() + " was expected");
        }
    }

    private Duration sinceAsked() {
        return Duration.between(asked, clock.instant());
    }
}
