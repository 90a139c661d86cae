package coop.ccci.harness.browser;

import java.nio.file.Path;
import java.util.function.Function;

/** What came of taking a picture. */
public sealed interface Picture {
    /** Returns whether there is one. */
    default boolean isTaken() {
        return match(taken -> true, none -> false);
    }

    /** Returns what the function for this case makes of it; there is one for every case. */
    <R> R match(Function<Taken, R> taken, Function<None, R> none);

    /**
     * It was taken.
     *
     * @param file the PNG, whole
     * @param bytes its size
     */
    record Taken(Path file, int bytes) implements Picture {
        @Override
        public <R> R match(Function<Taken, R> taken, Function<None, R> none) {
            return taken.apply(this);
        }
    }

    /**
     * There is none.
     *
     * @param reason why not, one sentence
     */
    record None(String reason) implements Picture {
        @Override
        public <R> R match(Function<Taken, R> taken, Function<None, R> none) {
            return none.apply(this);
        }
    }
}
