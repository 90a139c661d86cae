package coop.ccci.reconcile.program;

import java.time.Duration;
import java.util.List;

/** Calls programs by their argument vectors, with what they are given on standard input. */
public interface ProgramCaller {
    /** What most calls take at most. */
    Duration SHORT = Duration.ofMinutes(2);

    /**
     * Runs a program to its end.
     *
     * @param words the program and its arguments; never a secret, as everybody on the host can read them
     * @param input what it reads
     * @param atMost after this long it is killed
     * @throws CallException when it cannot be started or is killed
     */
    CallOutput call(List<String> words, String input, Duration atMost);

    /**
     * Runs a program whose output is another one's input.
     *
     * @return how the second one ended
     * @throws CallException when one cannot be started or is killed, or the first one fails
     */
    CallOutput pipe(List<String> first, List<String> second, Duration atMost);

    /** Runs a program that reads nothing. */
    default CallOutput call(String... words) {
        return call(List.of(words), "", SHORT);
    }
}
