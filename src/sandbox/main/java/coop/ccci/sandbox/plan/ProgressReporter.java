package coop.ccci.sandbox.plan;

/** Where a part says what it is doing while it does it. */
public interface ProgressReporter {

    /** Says what is being done now, in a few words, such as "pushing the image". */
    void doing(String what);

    /** Keeps a line in the output that a person should not miss. */
    void note(String line);
}
