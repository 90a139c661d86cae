package coop.ccci.reconcile.certificate;

/** What must come back from a path for the part behind it to be good. */
public enum ExpectedAnswer {
    /** Any answer, as of a proxy without pages of its own. */
    ANY,

    /** One with success. */
    SUCCESS,

    /** That the path is there, but not to be read: what a program says that only takes deliveries. */
    WRONG_METHOD;

    private static final int MULTIPLE_CHOICES = 300;
    private static final int METHOD_NOT_ALLOWED = 405;

    boolean isGood(int status) {
        return switch (this) {
            case ANY -> true;
            case SUCCESS -> status < MULTIPLE_CHOICES;
            case WRONG_METHOD -> status == METHOD_NOT_ALLOWED;
        };
    }
}
