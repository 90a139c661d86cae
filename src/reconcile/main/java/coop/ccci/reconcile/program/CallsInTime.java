package coop.ccci.reconcile.program;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * Calls programs within a time that they share: each has at most what is left of it, and none is called when it is over.
 *
 * @param left tells how much is left
 */
public record CallsInTime(ProgramCaller programs, Supplier<Duration> left) implements ProgramCaller {
    @Override
    public CallOutput call(List<String> words, String input, Duration atMost) {
        return programs.call(words, input, limited(words, atMost));
    }

    @Override
    public CallOutput pipe(List<String> first, List<String> second, Duration atMost) {
        return programs.pipe(first, second, limited(second, atMost));
    }

    private Duration limited(List<String> words, Duration atMost) {
        var now = left.get();
        if (now.isZero()) {
            throw new CallException("there was no time left to call " + words.get(0));
        }
        return now.compareTo(atMost) < 0 ? now : atMost;
    }
}
