package coop.ccci.reconcile.part;

import coop.ccci.host.Waiter;
import coop.ccci.reconcile.program.CallException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Brings a part to what is wished: looks, does the first thing that differs, and looks again, until nothing differs; then
 * waits until the part does its work. Nothing is kept between two looks, so it may be killed between any two acts.
 */
public final class PartRunner {
    /** More acts than any part has: differences that come back in turn must not be acted on for ever. */
    static final int MAX_ACTS = 40;

    /** How long one part may take: no act begins later, and nothing is waited for any longer. */
    public static final Duration AT_MOST = Duration.ofMinutes(13);

    /** How long it may take with the act that was at work then, and a last look: its programs are ended. */
    public static final Duration WITH_LAST_ACT = AT_MOST.plusMinutes(1);

    /** For how long looks may fail one after another because of the machine: Docker may just be being restarted. */
    static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final Duration WAIT = Duration.ofMinutes(10);

    private final Waiter waiter;
    private final Consumer<String> lines;
    private Duration patience = PATIENCE;

    /**
     * Creates a runner.
     *
     * @param waiter with which it waits for a part to do its work
     * @param lines takes what is to be said, a line at a time
     */
    public PartRunner(Waiter waiter, Consumer<String> lines) {
        this.waiter = waiter;
        this.lines = lines;
    }

    /** Looks only: says what differs first, or that nothing does. */
    public PartOutcome check(HostPart part) {
        return guarded(part, () -> {
            var found = part.difference().map(Difference::found).or(part::problem);
            found.ifPresentOrElse(sentence -> say(part, "differs: " + sentence), () -> say(part, "unchanged"));
            warn(part);
            return found.isPresent() ? PartOutcome.DIFFERS : PartOutcome.UNCHANGED;
        });
    }

    /** Brings the part to what is wished, with a line for each act; the last line says how it went. */
    public PartOutcome reconcile(HostPart part) {
        return guarded(part, () -> {
            var left = waiter.limit(AT_MOST);
            var acts = act(part, left);
            awaitWork(part, left);
            warn(part);
            say(part, acts == 0 ? "unchanged" : "changed: " + acts + (acts == 1 ? " act" : " acts"));
            return acts == 0 ? PartOutcome.UNCHANGED : PartOutcome.CHANGED;
        });
    }

    private int act(HostPart part, Supplier<Duration> left) {
        var acts = 0;
        var last = Optional.<Difference>empty();
        Supplier<Optional<Difference>> first = () -> look(part, part::difference, left);
        for (var next = first.get(); next.isPresent(); next = first.get()) {
            if (last.filter(next.get()::isAgain).isPresent() || acts == MAX_ACTS) {
                throw new PartException("it differs still after " + acts + (acts == 1 ? " act: " : " acts: ")
                        + next.get().found());
            }
            if (left.get().isZero()) {
                throw new PartException("after " + AT_MOST.toMinutes() + " minutes it differs still: "
                        + next.get().found());
            }
            next.get().act().run();
            say(part, next.get().done());
            last = next;
            acts++;
        }
        return acts;
    }

    /**
     * Looks, and again while a program fails that tells what there is: one that fails for a moment would leave the part as it is
     * until the next hour. Who has waited in vain does not wait for the next look too.
     */
    private <T> T look(HostPart part, Supplier<T> look, Supplier<Duration> left) {
        var limit = waiter.limit(patience);
        var failure = new CallException[1];
        var seen = waiter.poll(
                shorter(patience, left.get()),
                () -> {
                    try {
                        return Optional.of(look.get());
                    } catch (CallException e) {
                        if (failure[0] == null && !limit.get().isZero()) {
                            say(part, "waiting: " + e.getMessage());
                        }
                        failure[0] = e;
                        return Optional.<T>empty();
                    }
                },
                Optional::isPresent);
        patience = seen.isPresent() ? PATIENCE : limit.get();
        return seen.orElseThrow(() -> failure[0]);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private void awaitWork(HostPart part, Supplier<Duration> all) {
        var left = all.get();
        var isCut = left.compareTo(WAIT) < 0;
        var said = new String[] {""};
        var last = waiter.poll(
                shorter(left, WAIT),
                () -> {
                    var problem = look(part, part::problem, all);
                    problem.filter(sentence -> !sentence.equals(said[0])).ifPresent(sentence -> {
                        said[0] = sentence;
                        say(part, "waiting: " + sentence);
                    });
                    return problem;
                },
                Optional::isEmpty);
        last.ifPresent(sentence -> {
            throw new PartException("after " + (isCut ? AT_MOST : WAIT).toMinutes() + " minutes " + sentence);
        });
    }

    private void warn(HostPart part) {
        part.warning().ifPresent(sentence -> say(part, "warning: " + sentence));
    }

    private PartOutcome guarded(HostPart part, Supplier<PartOutcome> work) {
        try {
            return work.get();
        } catch (PartException e) {
            say(part, "failed: " + e.getMessage());
            return PartOutcome.FAILED;
        } catch (CallException | UncheckedIOException e) {
            say(part, "failed: " + e.getMessage());
            return PartOutcome.ENVIRONMENT;
        }
    }

    private void say(HostPart part, String text) {
        lines.accept(part.name().text() + ": " + text);
    }
}
