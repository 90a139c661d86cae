package coop.ccci.sandbox.show;

import coop.ccci.sandbox.part.Step;

/** Shows work on several things at once to a person. */
public interface Progress extends AutoCloseable {

    /** Starts showing work on the named thing. */
    Line begin(String name);

    /** Ends the showing; lines that are still open are left as they are. */
    @Override
    void close();

    /** The work on one thing; it ends with {@link #done} or {@link #failed}. */
    interface Line extends Step {

        /** It is as it should be; the words say what it is, and empty ones that there was nothing to do. */
        void done(String words);

        /** It could not be done; the words are a sentence. */
        void failed(String words);
    }
}
