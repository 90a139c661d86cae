package coop.ccci.harness.probe;

import java.util.function.Function;

/** What came of asking an app. */
public sealed interface Answer {
    /** Returns what the function for this case makes of it; there is one for every case. */
    <R> R match(
            Function<FromApp, R> fromApp,
            Function<NotTheApp, R> notTheApp,
            Function<WrongCertificate, R> wrongCertificate,
            Function<NoIngress, R> noIngress);

    /**
     * The app itself answered.
     *
     * @param code the HTTP status
     */
    record FromApp(int code) implements Answer {
        @Override
        public <R> R match(
                Function<FromApp, R> fromApp,
                Function<NotTheApp, R> notTheApp,
                Function<WrongCertificate, R> wrongCertificate,
                Function<NoIngress, R> noIngress) {
            return fromApp.apply(this);
        }
    }

    /**
     * Something that is not the app's answer.
     *
     * @param reason what was seen, one clause
     */
    record NotTheApp(String reason) implements Answer {
        @Override
        public <R> R match(
                Function<FromApp, R> fromApp,
                Function<NotTheApp, R> notTheApp,
                Function<WrongCertificate, R> wrongCertificate,
                Function<NoIngress, R> noIngress) {
            return notTheApp.apply(this);
        }
    }

    /**
     * The ingress showed a certificate that is not valid for the domain, or is signed by nobody that is trusted.
     *
     * @param reason what was seen, one clause
     */
    record WrongCertificate(String reason) implements Answer {
        @Override
        public <R> R match(
                Function<FromApp, R> fromApp,
                Function<NotTheApp, R> notTheApp,
                Function<WrongCertificate, R> wrongCertificate,
                Function<NoIngress, R> noIngress) {
            return wrongCertificate.apply(this);
        }
    }

    /**
     * Nothing answered at the ingress.
     *
     * @param reason what was seen, one clause
     */
    record NoIngress(String reason) implements Answer {
        @Override
        public <R> R match(
                Function<FromApp, R> fromApp,
                Function<NotTheApp, R> notTheApp,
                Function<WrongCertificate, R> wrongCertificate,
                Function<NoIngress, R> noIngress) {
            return noIngress.apply(this);
        }
    }

    /** Returns what was seen, for people. */
    default String describe() {
        return match(app -> "the status " + app.code(), NotTheApp::reason, WrongCertificate::reason, NoIngress::reason);
    }

    /** Returns whether the app itself answered. */
    default boolean isFromApp() {
        return match(app -> true, other -> false, wrong -> false, none -> false);
    }
}
