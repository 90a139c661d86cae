package coop.ccci.sandbox.part.program;

import coop.ccci.sandbox.plan.ProgressReporter;
import java.nio.file.Path;

/** A program of a pinned version that can be built on this machine. */
public interface BuildableProgram {

    /** Returns the program's name, such as {@code gitea}. */
    String name();

    /** Returns the pinned version, such as {@code 1.26.0}. */
    String version();

    /** Returns whether it was built before, by whichever sandbox. */
    boolean isBuilt();

    /** Returns the built program. */
    Path executable();

    /** Returns the folder with the files that the built program reads when it runs. */
    Path share();

    /**
     * Builds it unless it is built, which takes minutes.
     *
     * @throws coop.ccci.sandbox.config.SandboxException saying what is in the way
     */
    void build(ProgressReporter reporter);
}
