package coop.ccci.sandbox.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;

/**
 * What a call of a script has ended with.
 *
 * @param text what it wrote to both streams
 */
record Ended(int code, String text) {
    /** Calls it without input, and reads until nothing that it started writes any more. */
    static Ended of(ProcessBuilder builder) throws Exception {
        var process = builder.redirectErrorStream(true).start();
        process.getOutputStream().close();
        var text = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        return new Ended(process.exitValue(), text);
    }
}
