package coop.ccci.harness.probe;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import javax.net.ssl.SSLException;

/** What is wrong with a certificate, in words for people: by types, because Java's own words change with its updates. */
final class CertificateProblem {
    private CertificateProblem() {}

    /** Returns what is wrong with it, as the refused handshake tells. */
    static String of(SSLException refusal) {
        for (Throwable cause = refusal; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertPathBuilderException) {
                return "no authority that is trusted here has signed it";
            }
            if (cause instanceof CertificateExpiredException) {
                return "it has expired";
            }
            if (cause instanceof CertificateNotYetValidException) {
                return "it is not valid yet";
            }
        }
        return String.valueOf(refusal.getMessage());
    }
}
