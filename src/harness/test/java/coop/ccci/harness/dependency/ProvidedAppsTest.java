package coop.ccci.harness.dependency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.ccci.contract.ExitCode;
import coop.ccci.contract.RecipeName;
import coop.ccci.harness.result.RunException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProvidedAppsTest {
    private static ProvidedApp app(String recipe, Map<String, String> credentials) {
        return new ProvidedApp(new RecipeName(recipe), "1.0.0+2", "x-0a1b2c.ci.test", "x-0a1b2c_ci_test", credentials);
    }

    @Test
    void what_is_told_is_read_again() {
        var credentials = new LinkedHashMap<String, String>();
        credentials.put("ADMIN_USER", "root");
        credentials.put("ADMIN_PASSWORD", "a=b c\"d");
        var provided = ProvidedApps.NONE.and(app("gitea", credentials)).and(app("backup-bot", Map.of()));
        var environment = new HashMap<>(provided.variables());
        environment.put("PATH", "/bin");

        assertThat(ProvidedApps.in(environment)).isEqualTo(provided);
        assertThat(ProvidedApps.in(provided.failed("why").variables())).isEqualTo(provided.failed("why"));
        assertThat(ProvidedApps.in(Map.of("PATH", "/bin"))).isEqualTo(ProvidedApps.NONE);
    }

    @Test
    void a_hook_finds_each_by_its_recipe_s_name() {
        assertThat(ProvidedApps.NONE
                        .and(app("backup-bot", Map.of("TOKEN", "0123456789ab")))
                        .variables())
                .containsEntry("CCCI_DEPENDENCIES", "backup-bot")
                .containsEntry("CCCI_DEP_BACKUP_BOT_URL", "https://x-0a1b2c.ci.test")
                .containsEntry("CCCI_DEP_BACKUP_BOT_DOMAIN", "x-0a1b2c.ci.test")
                .containsEntry("CCCI_DEP_BACKUP_BOT_STACK", "x-0a1b2c_ci_test")
                .containsEntry("CCCI_DEP_BACKUP_BOT_VERSION", "1.0.0+2")
                .containsEntry("CCCI_DEP_BACKUP_BOT_TOKEN", "0123456789ab");
    }

    @Test
    void two_things_of_one_name_are_refused() {
        var provided = ProvidedApps.NONE.and(app("git", Map.of("EA_URL", "x"))).and(app("git-ea", Map.of()));

        assertThatThrownBy(provided::variables)
                .hasMessageContaining("CCCI_DEP_GIT_EA_URL")
                .isInstanceOfSatisfying(
                        RunException.class, wrong -> assertThat(wrong.exit()).isEqualTo(ExitCode.USAGE));
    }

    @Test
    void a_secret_is_not_in_what_is_said_of_it() {
        assertThat(app("gitea", Map.of("ADMIN_PASSWORD", "correct-horse")))
                .asString()
                .doesNotContain("correct");
    }
}
