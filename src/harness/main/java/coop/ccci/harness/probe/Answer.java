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
     * @param at where it came to be answered, for people, for example {@code " at /en/ after 1 redirect"}; empty where it
     *     was asked
     */
    record FromApp(int code, String at) implements Answer {
        /** The app answered where it was asked. */
        public FromApp(int code) {
            this(code, "");
        }

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
     * @param kind what it is a sign of
     * @param reason what was seen, one clause
     */
    record NotTheApp(Kind kind, String reason) implements Answer {
        /** Something that is a sign of nothing in particular. */
        public NotTheApp(String reason) {
            this(Kind.OTHER, reason);
        }

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

    /** What an answer that does not count is a sign of. */
    enum Kind {
        /** Traefik itself says that there is no route, or a program in Go says the same words. */
        NO_ROUTE,
        /** The app redirects on and on. */
        REDIRECT_LOOP,
        /** The app asks who one is. */
        LOGIN,
        /** Traefik does not get an answer of the app's container. */
        GATEWAY,
        /** Anything else. */
        OTHER
    }

    /** Returns what a missing answer is a sign of. */
    default Kind kind() {
        return match(app -> Kind.OTHER, NotTheApp::kind, wrong -> Kind.OTHER, none -> Kind.OTHER);
    }

    /** Returns what was seen, for people. */
    default String describe() {
        return match(
                app -> "the status " + app.code() + app.at(),
                NotTheApp::reason,
                WrongCertificate::reason,
                NoIngress::reason);
    }

    /** Returns whether the app itself answered. */
    default boolean isFromApp() {
        return match(app -> true, other -> false, wrong -> false, none -> false);
    }
}
