package coop.ccci.harness.abra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.ccci.harness.abra.PostCommand.Moment;
import coop.ccci.harness.result.RunException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostCommandTest {
    private static List<PostCommand> of(String value) {
        return PostCommand.of(Moment.DEPLOY, Map.of("POST_DEPLOY_CMDS", value));
    }

    @Test
    void commands_stand_between_bars_each_with_its_service_function_and_arguments() {
        assertThat(of("app set_admin_password | worker collect  now $DOMAIN"))
                .containsExactly(
                        new PostCommand("app", "set_admin_password", List.of()),
                        new PostCommand("worker", "collect", List.of("now", "$DOMAIN")));
        assertThat(of(" ")).isEmpty();
        assertThat(PostCommand.of(Moment.UPGRADE, Map.of("POST_DEPLOY_CMDS", "app a")))
                .isEmpty();
        assertThat(PostCommand.of(Moment.UPGRADE, Map.of("POST_UPGRADE_CMDS", "app a")))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"app", "app a|", "|app a", "app; rm a", "app -C", "-l a"})
    void what_abra_can_make_nothing_of_is_told_with_the_variable_and_the_form(String value) {
        assertThatThrownBy(() -> of(value))
                .isInstanceOf(RunException.class)
                .hasMessageContaining("POST_DEPLOY_CMDS")
                .hasMessageContaining("give a service, a function of abra.sh");
    }

    @Test
    void variables_of_that_kind_that_nobody_reads_are_told() {
        assertThat(PostCommand.unread(Map.of("POST_DEPLOY_CMDS", "app a", "MY_CMDS", "x")))
                .isEmpty();
        assertThat(PostCommand.unread(Map.of("PRE_UPGRADE_CMDS", "app a", "POST_UNDEPLOY_CMDS", "x")))
                .hasValueSatisfying(told -> assertThat(told).contains("sets POST_UNDEPLOY_CMDS, PRE_UPGRADE_CMDS"));
    }
}
