package coop.ccci.bridge.admission;

import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.bridge.LedgerFixture;
import coop.ccci.bridge.admission.Authorization.RecentStrangers;
import coop.ccci.bridge.fake.FakeRequest;
import coop.ccci.bridge.ledger.Repository;
import coop.ccci.bridge.ledger.Trigger;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names in settings, and who has them. */
class NamedAccountsTest {
    @TempDir
    private Path folder;

    private LedgerFixture fixture;

    @BeforeEach
    void setUp() {
        fixture = new LedgerFixture(folder);
    }

    @AfterEach
    void tearDown() {
        fixture.close();
    }

    @Test
    void an_account_on_the_allowlist_may_ask_and_its_number_is_kept() {
        assertThat(ask("olga")).isEqualTo(Trigger.State.ADMITTED);
        assertThat(fixture.ledger().accountNumbers().find(Repository.FIRST_FORGE, "olga"))
                .contains(fixture.gitea().user("olga").id());
        assertThat(fixture.health().remarks()).isEmpty();
    }

    @Test
    void row_7_whoever_gets_the_name_of_an_allowed_account_may_ask_for_nothing_and_health_tells() {
        fixture.ledger().accountNumbers().recordOnce(Repository.FIRST_FORGE, "olga", 4711);
        assertThat(ask("olga")).isEqualTo(Trigger.State.REFUSED);
        assertThat(fixture.health().remarks()).singleElement().asString().contains("olga", "4711", "no right");
    }

    @Test
    void row_7_an_allowed_account_that_has_another_name_now_may_still_ask() {
        var nils = fixture.gitea().user("nils").id();
        fixture.ledger().accountNumbers().recordOnce(Repository.FIRST_FORGE, "olga", nils);
        assertThat(ask("nils")).isEqualTo(Trigger.State.ADMITTED);
    }

    @Test
    void row_6_a_program_that_has_another_name_now_is_not_answered_either() {
        fixture.ledger()
                .accountNumbers()
                .recordOnce(
                        Repository.FIRST_FORGE,
                        "renovate",
                        fixture.gitea().user("maya").id());
        assertThat(ask("maya")).isEqualTo(Trigger.State.IGNORED);
        assertThat(ask("renovate")).isEqualTo(Trigger.State.IGNORED);
    }

    @Test
    void row_19_a_stranger_who_goes_on_commenting_is_not_looked_up_each_time() {
        ask("nils");
        var asked = membershipRequests();
        ask("nils");
        ask("nils");
        assertThat(membershipRequests()).isEqualTo(asked);
        fixture.clock().forward(RecentStrangers.VALIDITY);
        fixture.gitea().organisation("recipe-maintainers").member("nils");
        assertThat(ask("nils")).isEqualTo(Trigger.State.ADMITTED);
    }

    @Test
    void a_member_is_looked_up_each_time() {
        ask("maya");
        fixture.gitea().organisation("recipe-maintainers").without("maya");
        fixture.clock().forward(Duration.ofSeconds(1));
        assertThat(ask("maya")).isEqualTo(Trigger.State.REFUSED);
    }

    private Trigger.State ask(String login) {
        return fixture.decide(fixture.comment(login, "!testme")).state();
    }

    private long membershipRequests() {
        return fixture.gitea().requests().stream()
                .map(FakeRequest::path)
                .filter(path -> path.contains("/members/") || path.contains("/users/"))
                .count();
    }
}
