package coop.ccci.bridge.reason;

import coop.ccci.bridge.reason.TriggerReason.IgnoreReason;
import coop.ccci.contract.Commit;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A reason of every kind. */
public final class Reasons {
    private static final Commit COMMIT = new Commit("0123456789abcdef0123456789abcdef01234567");
    private static final String CI = "operators/cc-ci";
    private static final URI PAGE = URI.create("https://drone.example.org/operators/cc-ci/4");

    /** Why runs end. */
    public static final List<RunReason> OF_RUNS = List.of(
            new RunReason.CancelledBy("maya"),
            new RunReason.CancelledByOperator(),
            new RunReason.SupersededBy(COMMIT),
            new RunReason.DeadlinePassed(),
            new RunReason.NoCapacity(Duration.ofHours(24)),
            new RunReason.HeadMoved(),
            new RunReason.AuthorLeft("recipe-maintainers"),
            new RunReason.PullRequestClosed(),
            new RunReason.RecipeRemoved(),
            new RunReason.CommentWithdrawn(IgnoreReason.EDITED),
            new RunReason.CommandChanged(),
            new RunReason.DidNotStart(Optional.empty(), "/runs/7/console.txt"),
            new RunReason.DidNotStart(Optional.of(new EngineFault.NoPipeline(CI)), "/runs/7/console.txt"),
            new RunReason.EngineFailed(new EngineFault.HarnessDied()),
            new RunReason.ResultsOfAnotherRun(),
            new RunReason.AnotherCommitTested(COMMIT),
            new RunReason.Text("a sentence of an older version"));

    /** What goes wrong in engines. */
    public static final List<EngineFault> OF_ENGINES = List.of(
            new EngineFault.HarnessDied(),
            new EngineFault.UnusableResults("no verdict in /var/lib/cc-ci/runs/7/results.json"),
            new EngineFault.Unreachable("connection refused"),
            new EngineFault.CommandFailed(
                    "/opt/cc-ci/cc-ci", Optional.of(3), "no docker at unix:///var/run/docker.sock"),
            new EngineFault.CommandFailed("/opt/cc-ci/cc-ci", Optional.empty(), "\"/opt/cc-ci/cc-ci\": no such file"),
            new EngineFault.BuildCancelled(4),
            new EngineFault.BuildTimedOut(4, Duration.ofMinutes(60), CI),
            new EngineFault.BuildWithoutResults(4, "/runs/7"),
            new EngineFault.BuildFailed(4, Optional.of(1), "/runs/7", PAGE),
            new EngineFault.BuildEnded(4, "declined", Optional.of("not by you"), PAGE),
            new EngineFault.BuildUnknown("connection refused"),
            new EngineFault.PipelineUnusable(CI, Optional.of("line 3"), PAGE),
            new EngineFault.PipelineUnusable(CI, Optional.empty(), PAGE),
            new EngineFault.NoPipeline(CI),
            new EngineFault.NothingToBuild(CI, "404 Not Found"),
            new EngineFault.RepositoryUnknown(CI),
            new EngineFault.RepositoryInactive(CI),
            new EngineFault.TokenRejected(),
            new EngineFault.RightMissing(CI, "403 Forbidden"),
            new EngineFault.RequestRefused("Drone answered 500 to POST /repos/operators/cc-ci/builds"));

    /** Why comments get no run. */
    public static final List<Refusal> OF_REFUSALS = List.of(
            new Refusal.NotAMember("recipe-maintainers"),
            new Refusal.NotEnrolled("custom-html"),
            new Refusal.Closed(),
            new Refusal.HeadMoved(),
            new Refusal.AnotherHead("0123abc", COMMIT),
            new Refusal.UnknownCommand("quick", Optional.of("--quick")),
            new Refusal.UnknownCommand("`@owners` <img src=x>", Optional.empty()),
            new Refusal.NothingToCancel(),
            new Refusal.TooMany(Refusal.Quota.PERSON, 5),
            new Refusal.TooMany(Refusal.Quota.REPOSITORY, 1),
            new Refusal.TooMany(Refusal.Quota.ALL, 50));

    private Reasons() {}
}
