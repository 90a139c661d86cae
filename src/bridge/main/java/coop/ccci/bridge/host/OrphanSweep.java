package coop.ccci.bridge.host;

import coop.ccci.bridge.config.HostConfiguration;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.Message;
import org.apache.camel.component.exec.ExecBinding;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The steps of the route {@code sweep-orphans}: has {@code cc-ci janitor} take away what dead runs left. That program asks the
 * kernel's locks which those are; nothing of it is done here.
 */
public final class OrphanSweep {
    private static final Logger LOG = LoggerFactory.getLogger(OrphanSweep.class);
    private static final int MAX_TEXT_LENGTH = 300;

    private final HostConfiguration settings;
    private final AtomicReference<Optional<String>> problem = new AtomicReference<>(Optional.empty());

    OrphanSweep(HostConfiguration settings) {
        this.settings = settings;
    }

    /** Replaces the message by the command's arguments: the environment that runs get, and nothing of ours. */
    public void prepare(Message message) {
        var arguments = new ArrayList<String>();
        arguments.add("-i");
        settings.environment().forEach((name, value) -> arguments.add(name + "=" + value));
        arguments.addAll(List.of(settings.command().toString(), "janitor"));
        message.removeHeaders("*");
        message.setHeader(ExecBinding.EXEC_COMMAND_ARGS, arguments);
        message.setBody(null);
    }

    /** Remembers how it went. */
    public void check(Message message) {
        var code = message.getHeader(ExecBinding.EXEC_EXIT_VALUE, Integer.class);
        if (code != null && code == 0) {
            problem.set(Optional.empty());
            LOG.info("swept: {}", text(message.getBody(InputStream.class)));
        } else {
            failed(text(message.getHeader(ExecBinding.EXEC_STDERR, InputStream.class)));
        }
    }

    /** Remembers that the program could not be run to its end. */
    public void fail() {
        failed("the program did not end");
    }

    private void failed(String why) {
        LOG.warn("what dead runs left is not swept away: {}", why);
        problem.set(Optional.of("what dead runs left could not be swept away; call cc-ci janitor to see why"));
    }

    /** Returns what is wrong; empty when nothing is. */
    Optional<String> problem() {
        return problem.get();
    }

    private static String text(InputStream stream) {
        if (stream == null) {
            return "";
        }
        try (stream) {
            return new String(stream.readNBytes(MAX_TEXT_LENGTH), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            return "";
        }
    }
}
