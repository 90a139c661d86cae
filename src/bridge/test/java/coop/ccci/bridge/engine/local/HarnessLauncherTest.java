package coop.ccci.bridge.engine.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.ccci.bridge.config.Configuration;
import coop.ccci.bridge.engine.Engine.EngineUnavailableException;
import coop.ccci.bridge.engine.Engine.LaunchAnswer;
import coop.ccci.bridge.engine.local.LocalEngine.HarnessLauncher;
import coop.ccci.bridge.reason.EngineFault;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.exec.ExecBinding;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

class HarnessLauncherTest {
    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final Exchange exchange = new DefaultExchange(camel);
    private final Message message = exchange.getMessage();
    private final HarnessLauncher launcher = new HarnessLauncher(
            new Configuration.Engine(
                    "local",
                    Path.of("/opt/cc-ci"),
                    Path.of("/runs"),
                    1,
                    Duration.ofMinutes(1),
                    Map.of(),
                    Optional.empty(),
                    Optional.empty()),
            camel);

    @Test
    void a_command_that_succeeds_has_begun_the_run_and_leaves_nothing_but_that() {
        message.setHeader(ExecBinding.EXEC_EXIT_VALUE, 0);
        launcher.check(message);
        assertThat(message.getBody()).isEqualTo(LaunchAnswer.begun());
        assertThat(message.getHeaders()).isEmpty();
    }

    @Test
    void a_command_that_fails_has_not_and_says_why() {
        failsWith("no such file");
        launcher.check(message);
        assertThat(message.getBody())
                .isEqualTo(LaunchAnswer.notBegun(
                        new EngineFault.CommandFailed("/opt/cc-ci", Optional.of(127), "no such file")));
    }

    @Test
    void a_command_that_cannot_be_called_has_not_begun_the_run_either() {
        exchange.setProperty(Exchange.EXCEPTION_CAUGHT, new IllegalStateException("no more processes"));
        launcher.fail(exchange);
        assertThat(message.getBody())
                .isEqualTo(LaunchAnswer.notBegun(
                        new EngineFault.CommandFailed("/opt/cc-ci", Optional.empty(), "no more processes")));
    }

    @Test
    void a_signal_that_was_not_sent_is_sent_again_later() {
        message.setBody(List.of("-i"));
        launcher.prepareSignal(message);
        assertThat(message.getHeader(ExecBinding.EXEC_COMMAND_ARGS)).isEqualTo(List.of("-i"));
        failsWith("no rule of sudo");
        assertThatThrownBy(() -> launcher.checkSignal(message))
                .isInstanceOf(EngineUnavailableException.class)
                .hasMessageContaining("no rule of sudo");
    }

    private void failsWith(String sentence) {
        message.setHeader(ExecBinding.EXEC_EXIT_VALUE, 127);
        message.setHeader(ExecBinding.EXEC_STDERR, new ByteArrayInputStream(sentence.getBytes(StandardCharsets.UTF_8)));
    }
}
