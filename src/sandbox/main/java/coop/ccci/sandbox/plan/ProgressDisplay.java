package coop.ccci.sandbox.plan;

/** Shows work on several things at once to a person. */
public interface ProgressDisplay extends AutoCloseable {

    /** Starts showing work on the named thing. */
    Activity begin(String name);

    /** Ends the showing; lines that are still open are left as they are. */
    @Override
    void close();

    /** The work on one thing; it ends with {@link #done} or {@link #failed}. */
    interface Activity extends ProgressReporter {

        /** Ends the work with success; the words say what it is, and empty ones that there was nothing to do. */
        void done(String words);

        /** Ends the work without success; the words are a sentence. */
        void failed(String words);
    }
}
