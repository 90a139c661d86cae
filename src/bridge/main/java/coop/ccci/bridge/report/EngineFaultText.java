package coop.ccci.bridge.report;

import coop.ccci.bridge.reason.EngineFault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** What went wrong in an engine and what to do about it, in plain text that may hold foreign text. */
public final class EngineFaultText implements EngineFault.Cases<String> {
    private EngineFaultText() {}

    /** Returns the sentence, without a full stop. */
    public static String describe(EngineFault fault) {
        return fault.match(new EngineFaultText());
    }

    @Override
    public String harnessDied() {
        return "the harness died before it wrote its results";
    }

    @Override
    public String unusableResults(String detail) {
        return "the results of the run cannot be used: " + detail;
    }

    @Override
    public String unreachable(String detail) {
        return "the engine could not be asked what became of the run: " + detail;
    }

    @Override
    public String commandFailed(String command, Optional<Integer> exitCode, String detail) {
        return command
                + exitCode.map(code -> " run --detach ended with exit code " + code)
                        .orElse(" could not be started")
                + (detail.isEmpty() ? "" : ": " + detail);
    }

    @Override
    public String buildCancelled(long build) {
        return "its build " + build + " was cancelled in Drone";
    }

    @Override
    public String buildTimedOut(long build, Duration timeout, String repository) {
        return "Drone ended its build " + build + " after " + timeout.toMinutes()
                + " minutes, which is the time-out of " + repository + " there";
    }

    @Override
    public String buildWithoutResults(long build, String directory) {
        return "Drone's build " + build + " succeeded, and there are no results in " + directory
                + ": CCCI_RUNS_DIR must be the same folder for the bridge and for Drone's runner";
    }

    @Override
    public String buildFailed(long build, Optional<Integer> exitCode, String directory, URI page) {
        return "Drone's build " + build + " failed"
                + exitCode.map(code -> " (exit code " + code + ")").orElse("") + " and left nothing in " + directory
                + ": read " + page;
    }

    @Override
    public String buildEnded(long build, String status, Optional<String> error, URI page) {
        return "Drone's build " + build + " ended as " + status
                + error.map(text -> " (" + text + ")").orElse("") + ": read " + page;
    }

    @Override
    public String buildUnknown(String detail) {
        return "what became of its build could not be learnt in time: " + detail;
    }

    @Override
    public String pipelineUnusable(String repository, Optional<String> error, URI page) {
        return "Drone cannot use .drone.yml of " + repository + ": " + error.orElse("it does not say why, see " + page);
    }

    @Override
    public String noPipeline(String repository) {
        return "Drone made no build: .drone.yml on the default branch of " + repository
                + " has no pipeline for the event custom, or the account that activated it there is no more active";
    }

    @Override
    public String nothingToBuild(String repository, String detail) {
        return "Drone finds nothing to build in " + repository + ": does its default branch exist? (" + detail + ")";
    }

    @Override
    public String repositoryUnknown(String repository) {
        return "Drone does not know the repository " + repository
                + ": correct CI_REPO, or synchronise in Drone as an account that sees it";
    }

    @Override
    public String repositoryInactive(String repository) {
        return "the repository " + repository + " is not activated in Drone: activate it there";
    }

    @Override
    public String tokenRejected() {
        return "Drone does not take DRONE_TOKEN: give an API token of an account there that is valid";
    }

    @Override
    public String rightMissing(String repository, String detail) {
        return "the account of DRONE_TOKEN may not do that in Drone: give it write access to " + repository + " ("
                + detail + ")";
    }

    @Override
    public String requestRefused(String detail) {
        return detail;
    }
}
