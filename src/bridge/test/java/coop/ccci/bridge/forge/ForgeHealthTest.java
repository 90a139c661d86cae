package coop.ccci.bridge.forge;

import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.bridge.forge.Forges.ForgeUnavailableException;
import org.apache.camel.processor.ThrottlerRejectedExecutionException;
import org.junit.jupiter.api.Test;

class ForgeHealthTest {
    private final ForgeHealth health = new ForgeHealth();

    /** Else reports that are over their limit would keep comments from being decided, which have a limit of their own. */
    @Test
    void a_forge_that_was_not_asked_because_of_our_own_limit_is_not_silent() {
        var limit = new RuntimeException(new ThrottlerRejectedExecutionException("too many"));
        health.silent(new ForgeUnavailableException("the requests of a minute are used up", limit));
        assertThat(health.isSilent()).isFalse();
        assertThat(health.problems()).containsExactly("the requests of a minute are used up");
        health.silent(new ForgeUnavailableException("cannot be reached"));
        assertThat(health.isSilent()).isTrue();
        health.silent(new ForgeUnavailableException("the requests of a minute are used up", limit));
        assertThat(health.isSilent()).as("it is as silent as before").isTrue();
    }
}
