package coop.ccci.bridge.fake;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** A build that {@link FakeDrone} remembers; a test plays its runner. */
public final class FakeBuild {
    private final long number;
    private final Map<String, String> parameters;
    private String status;
    private String error = "";
    private Instant created = Instant.now();
    private Instant started = Instant.EPOCH;
    private Instant finished = Instant.EPOCH;
    private int exitCode;

    FakeBuild(long number, Map<String, String> parameters, String status) {
        this.number = number;
        this.parameters = parameters;
        this.status = status;
    }

    /** Its number. */
    public long number() {
        return number;
    }

    /** What it was created with. */
    public Map<String, String> parameters() {
        return parameters;
    }

    /** The word for where it stands. */
    public synchronized String status() {
        return status;
    }

    /** A runner takes it. */
    public synchronized FakeBuild starts() {
        status = "running";
        started = Instant.now();
        return this;
    }

    /** Its steps end well. */
    public FakeBuild succeeds() {
        return ends("success", 0);
    }

    /** A step ends with that code. */
    public FakeBuild fails(int code) {
        return ends("failure", code);
    }

    /** Somebody cancels it; one that is over stays as it is. */
    public synchronized FakeBuild isCancelled() {
        return isOver() ? this : ends("killed", 130);
    }

    /** Its runner ends it after that time, which is its repository's time-out. */
    public synchronized FakeBuild isTimedOutAfter(Duration time) {
        ends("killed", 137);
        started = finished.minus(time);
        return this;
    }

    /** Nobody allows it. */
    public FakeBuild isDeclined() {
        return ends("declined", 0);
    }

    /** Drone could make nothing of its pipeline. */
    synchronized FakeBuild isInError(String text) {
        error = text;
        return ends("error", 0);
    }

    /** All of that was so long ago. */
    public synchronized FakeBuild ago(Duration time) {
        created = created.minus(time);
        started = started.minus(time);
        finished = finished.minus(time);
        return this;
    }

    private synchronized FakeBuild ends(String how, int code) {
        status = how;
        exitCode = code;
        finished = Instant.now();
        if (started.equals(Instant.EPOCH)) {
            started = finished;
        }
        return this;
    }

    synchronized boolean isOver() {
        return !status.equals("pending") && !status.equals("running");
    }

    /** As in a list: without stages. A build in error has lost its parameters. */
    synchronized ObjectNode shape() {
        var shape = Shapes.object()
                .put("number", number)
                .put("status", status)
                .put("event", "custom")
                .put("started", started.getEpochSecond())
                .put("finished", finished.getEpochSecond())
                .put("created", created.getEpochSecond());
        if (!error.isEmpty()) {
            return shape.put("error", error);
        }
        var shown = shape.putObject("params");
        parameters.forEach(shown::put);
        return shape;
    }

    /** As on its own page. */
    synchronized ObjectNode shapeWithSteps() {
        var shape = shape();
        shape.putArray("stages")
                .addObject()
                .put("name", "recipe-ci")
                .put("status", status)
                .putArray("steps")
                .addObject()
                .put("name", "harness")
                .put("status", status)
                .put("exit_code", exitCode);
        return shape;
    }
}
