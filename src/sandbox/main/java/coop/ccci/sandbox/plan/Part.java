package coop.ccci.sandbox.plan;

import java.util.List;

/**
 * One piece of the sandbox. It knows nothing of what was done before: it looks, and does what is missing. So it may be
 * asked twice, and after a crash.
 */
public interface Part {

    /** Returns one or two words, as progress lines and {@code sandbox status} show them. */
    String name();

    /** Returns the parts that must be up before this one can come up. */
    List<Part> needs();

    /** Returns what the part looks like now, which is found out by using it; changes nothing. */
    PartState inspect();

    /**
     * Does what is missing. Called when {@link #inspect} said {@link PartState.Kind#MISSING} or
     * {@link PartState.Kind#OUTDATED}.
     *
     * @throws coop.ccci.sandbox.config.SandboxException saying what is in the way
     */
    void up(ProgressReporter reporter);

    /**
     * Takes away what this part created, and nothing else. Called whatever the state is, the parts that need this one
     * first.
     *
     * @return what was taken away in a few words; empty when there was nothing
     * @throws coop.ccci.sandbox.config.SandboxException saying what stays behind and why
     */
    String down(ProgressReporter reporter);
}
