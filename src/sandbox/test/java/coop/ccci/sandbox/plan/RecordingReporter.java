package coop.ccci.sandbox.plan;

import java.util.ArrayList;
import java.util.List;

/** Keeps what it is told; a note has an exclamation mark in front. */
public final class RecordingReporter implements ProgressReporter {
    private final List<String> lines = new ArrayList<>();

    /** Returns what it was told, the first line first. */
    public List<String> lines() {
        return List.copyOf(lines);
    }

    @Override
    public void doing(String what) {
        lines.add(what);
    }

    @Override
    public void note(String line) {
        lines.add("! " + line);
    }
}
