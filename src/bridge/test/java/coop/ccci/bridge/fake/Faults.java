package coop.ccci.bridge.fake;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** What was ordered to go wrong. The order given last wins. */
final class Faults {
    private final List<Rule> rules = new CopyOnWriteArrayList<>();

    FaultOrder order(String method, String pathPattern) {
        return new FaultOrder(this, method, Pattern.compile(pathPattern));
    }

    void add(Rule rule) {
        rules.add(0, rule);
    }

    void clear() {
        rules.clear();
    }

    /** The fault of this request, which it uses up. */
    Optional<Fault> next(FakeRequest request) {
        return rules.stream()
                .filter(rule -> rule.concerns(request) && rule.left().getAndDecrement() > 0)
                .map(Rule::fault)
                .findFirst();
    }

    record Rule(String method, Pattern path, AtomicInteger left, Fault fault) {
        boolean concerns(FakeRequest request) {
            return (method.equals("*") || method.equals(request.method()))
                    && path.matcher(request.path()).find();
        }
    }

    /** One way to go wrong. */
    sealed interface Fault {
        /** Answers this instead of the truth. */
        record Says(Supplier<ApiResponse> answer) implements Fault {}

        /** Tells the truth, late. */
        record Waits(Duration delay) implements Fault {}

        /** Closes the connection without a word. */
        record HangsUp() implements Fault {}

        /** Does what was asked and closes the connection without a word. */
        record HangsUpAfterwards() implements Fault {}
    }

    /** The end of a sentence that began with {@link FakeGitea#whenAsked}. */
    public static final class FaultOrder {
        private final Faults faults;
        private final String method;
        private final Pattern path;
        private int times = Integer.MAX_VALUE;

        private FaultOrder(Faults faults, String method, Pattern path) {
            this.faults = faults;
            this.method = method;
            this.path = path;
        }

        /** Only the next time. */
        public FaultOrder once() {
            return times(1);
        }

        /** Only so many times from now on. */
        public FaultOrder times(int howOften) {
            times = howOften;
            return this;
        }

        /** Answers with a status, as a proxy in front of the forge does. */
        public void fails(int status) {
            says(() -> ApiResponse.text(status, "the fake was told to answer " + status));
        }

        /** Answers 429 with the seconds to wait. */
        public void hasEnough(Duration retryAfter) {
            says(() -> ApiResponse.text(429, "slow down").with("Retry-After", Long.toString(retryAfter.toSeconds())));
        }

        /** Answers 503 with the seconds to wait, as a proxy does while the forge is brought to a new version. */
        public void isAway(Duration retryAfter) {
            says(() -> ApiResponse.text(503, "back soon").with("Retry-After", Long.toString(retryAfter.toSeconds())));
        }

        /** Sends elsewhere. */
        public void redirectsTo(URI elsewhere) {
            says(() -> ApiResponse.empty(302).with("Location", elsewhere.toString()));
        }

        /** Answers 200 with this text and says that it is JSON. */
        public void answers(String text) {
            says(() -> new ApiResponse(200, Map.of("Content-Type", "application/json"), text));
        }

        /** Answers 200 with a JSON string of so many bytes. */
        public void answersBytes(int size) {
            answers('"' + "x".repeat(size - 2) + '"');
        }

        /** Takes its time before it does what was asked. */
        public void isSlow(Duration delay) {
            add(new Fault.Waits(delay));
        }

        /** Closes the connection; nothing was done. */
        public void hangsUp() {
            add(new Fault.HangsUp());
        }

        /** Does what was asked and closes the connection before it said so: what a client must not do twice. */
        public void hangsUpAfterwards() {
            add(new Fault.HangsUpAfterwards());
        }

        private void says(Supplier<ApiResponse> answer) {
            add(new Fault.Says(answer));
        }

        private void add(Fault fault) {
            faults.add(new Rule(method, path, new AtomicInteger(times), fault));
        }
    }
}
