package coop.ccci.bridge.admission;

import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.bridge.forge.GiteaJson.Account;
import coop.ccci.bridge.forge.GiteaJson.Membership;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may ask, by all that is known of an account. */
class AuthorizationTest {
    private static final Account MAYA = new Account(7, "maya");

    @ParameterizedTest
    @CsvSource({
        // who has the name now, named by the operator, what the organisation says, what it comes to
        "7, false, MEMBER, MEMBER",
        "7, false, STRANGER, STRANGER",
        "7, false, UNKNOWABLE, UNKNOWABLE",
        "7, true, STRANGER, MEMBER",
        "7, true, UNKNOWABLE, MEMBER",
        "8, false, MEMBER, STRANGER",
        "8, true, MEMBER, STRANGER",
        "8, true, STRANGER, STRANGER",
        "8, false, UNKNOWABLE, STRANGER",
        "0, true, MEMBER, STRANGER",
        "0, false, MEMBER, STRANGER",
    })
    void row_7_an_account_is_its_number_and_either_a_member_or_named_by_the_operator(
            long hasTheName, boolean isNamed, Membership organisation, Membership expected) {
        var now = Optional.of(new Account(hasTheName, "maya")).filter(account -> account.id() > 0);

        assertThat(Authorization.decide(MAYA, now, () -> isNamed, () -> organisation))
                .isEqualTo(expected);
    }

    @Test
    void row_7_of_somebody_who_only_has_the_name_nobody_is_asked_anything() {
        Stream.of(Optional.<Account>empty(), Optional.of(new Account(8, "maya")))
                .forEach(now -> assertThat(Authorization.decide(
                                MAYA,
                                now,
                                () -> {
                                    throw new AssertionError("the operator's list");
                                },
                                () -> {
                                    throw new AssertionError("the organisation");
                                }))
                        .isEqualTo(Membership.STRANGER));
    }
}
