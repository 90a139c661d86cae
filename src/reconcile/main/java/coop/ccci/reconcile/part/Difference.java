package coop.ccci.reconcile.part;

/**
 * One thing that is not as wished, and the act that makes it so.
 *
 * @param found what is there, in a sentence without a full stop
 * @param done what the act has done, in a few words
 * @param act makes it as wished; killed in the middle it may be done again
 */
public record Difference(String found, String done, Runnable act) {

    /** Returns whether its act is the one that another has just had, which then did not last. */
    boolean isAgain(Difference before) {
        return done.equals(before.done);
    }
}
