package coop.ccci.sandbox.part.program;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GoToolchainTest {
    @Test
    void the_age_of_a_go_is_read_from_what_it_says() {
        assertThat(GoToolchain.minor("go version go1.26.8 linux/amd64")).isEqualTo(26);
        assertThat(GoToolchain.minor("go version go1.19.8 linux/amd64")).isEqualTo(19);
        assertThat(GoToolchain.minor("go version devel +abc")).isZero();
    }
}
