package coop.ccci.harness.probe;

/** What came of asking an app. */
public sealed interface Answer {
    /**
     * The app itself answered.
     *
     * @param code the HTTP status
     */
    record FromApp(int code) implements Answer {}

    /**
     * Something that is not the app's answer.
     *
     * @param reason what was seen, one clause
     */
    record NotTheApp(String reason) implements Answer {}

    /**
     * The ingress showed a certificate that is not valid for the domain, or is signed by nobody that is trusted.
     *
     * @param reason what was seen, one clause
     */
    record WrongCertificate(String reason) implements Answer {}

    /**
     * Nothing answered at the ingress.
     *
     * @param reason what was seen, one clause
     */
    record NoIngress(String reason) implements Answer {}

    /** What was seen, for people. */
    default String describe() {
        if (this instanceof FromApp app) {
            return "the status " + app.code();
        }
        if (this instanceof NotTheApp other) {
            return other.reason();
        }
        if (this instanceof WrongCertificate wrong) {
            return wrong.reason();
        }
        return ((NoIngress) this).reason();
    }
}
