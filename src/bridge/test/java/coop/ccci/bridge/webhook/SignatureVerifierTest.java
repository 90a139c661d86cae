package coop.ccci.bridge.webhook;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import coop.ccci.bridge.config.Configuration.Secret;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SignatureVerifierTest {
    @Test
    void an_empty_secret_is_refused_before_anything_starts() {
        for (var secret : List.of("", " ", "\n")) {
            assertThatThrownBy(() ->
                            new SignatureVerifier(List.of(new Secret("good"), new Secret(secret)), "WEBHOOK_SECRET"))
                    .hasMessageContaining("empty");
        }
    }

    @Test
    void signatures_are_compared_in_constant_time() {
        var classes = new ClassFileImporter().importClasses(SignatureVerifier.class);
        ArchRuleDefinition.classes()
                .should()
                .callMethod(MessageDigest.class, "isEqual", byte[].class, byte[].class)
                .check(classes);
        ArchRuleDefinition.noClasses()
                .should()
                .callMethod(Arrays.class, "equals", byte[].class, byte[].class)
                .check(classes);
    }
}
