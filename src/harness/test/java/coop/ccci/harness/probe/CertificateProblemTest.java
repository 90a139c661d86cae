package coop.ccci.harness.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.junit.jupiter.api.Test;

class CertificateProblemTest {
    /** As Java 17 has it since an update, and as it had it before, without the words in brackets. */
    private static SSLException refusal(Throwable cause) {
        var path = "PKIX path building failed: " + cause;
        var refusal = new SSLHandshakeException("(certificate_unknown) " + path);
        refusal.initCause(new CertificateException(path, cause));
        return refusal;
    }

    @Test
    void one_of_an_unknown_authority_is_said_in_words_for_people() {
        assertThat(CertificateProblem.of(refusal(new CertPathBuilderException("unable to find valid path"))))
                .isEqualTo("no authority that is trusted here has signed it");
    }

    @Test
    void one_that_is_out_of_its_time_is_said_so() {
        var expired = new CertPathValidatorException("validity check failed", new CertificateExpiredException("then"));
        var early =
                new CertPathValidatorException("validity check failed", new CertificateNotYetValidException("then"));

        assertThat(CertificateProblem.of(refusal(expired))).isEqualTo("it has expired");
        assertThat(CertificateProblem.of(refusal(early))).isEqualTo("it is not valid yet");
    }

    @Test
    void one_of_another_name_is_said_in_the_client_s_words() {
        assertThat(CertificateProblem.of(new SSLPeerUnverifiedException("Certificate doesn't match")))
                .isEqualTo("Certificate doesn't match");
    }
}
