package coop.ccci.sandbox.part;

import java.util.List;

/**
 * One piece of the sandbox. It knows nothing of what was done before: it looks, and does what is missing. So it may be
 * asked twice, and after a crash.
 */
public interface Part {

    /** One or two words, as progress lines and {@code sandbox status} show them. */
    String name();

    /** The parts that must be up before this one can come up. */
    List<Part> needs();

    /** Looks by really using the part; changes nothing. */
    State look();

    /**
     * Does what is missing. Called when {@link #look} said {@link State.Missing} or {@link State.Dated}.
     *
     * @throws coop.ccci.sandbox.SandboxException saying what is in the way
     */
    void up(Step step);

    /**
     * Takes away what this part created, and nothing else. Called whatever the state is, the parts that need this one
     * first.
     *
     * @return what was taken away in a few words; empty when there was nothing
     * @throws coop.ccci.sandbox.SandboxException saying what stays behind and why
     */
    String down(Step step);
}
