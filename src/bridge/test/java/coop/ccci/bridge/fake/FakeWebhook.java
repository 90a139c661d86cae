package coop.ccci.bridge.fake;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** A webhook as an administrator sets it up; it sends {@code issue_comment} and {@code pull_request_comment}. */
public final class FakeWebhook {
    private final URI target;
    private String secret;
    private int lost;
    private int doubled;
    private int late;
    private boolean heldBack;
    private final List<FakeDelivery> kept = new ArrayList<>();
    private final List<FakeDelivery> delayed = new ArrayList<>();

    FakeWebhook(URI target, String secret) {
        this.target = target;
        this.secret = secret;
    }

    /** Signs with another secret from now on. */
    public synchronized FakeWebhook signedWith(String other) {
        secret = other;
        return this;
    }

    /** Loses the next deliveries. */
    public synchronized FakeWebhook loses(int next) {
        lost = next;
        return this;
    }

    /** Sends each of the next deliveries twice. */
    public synchronized FakeWebhook doubles(int next) {
        doubled = next;
        return this;
    }

    /** Sends the next deliveries only behind those after them, the last of them first. */
    public synchronized FakeWebhook delays(int next) {
        late = next;
        return this;
    }

    /** Returns what was delayed and is to go out now, behind a delivery that was not. */
    synchronized List<FakeDelivery> late() {
        if (late > 0) {
            return List.of();
        }
        var now = List.copyOf(delayed);
        delayed.clear();
        return now;
    }

    /** Keeps deliveries to itself; {@link #kept} has them. */
    public synchronized FakeWebhook heldBack() {
        heldBack = true;
        return this;
    }

    /** What was kept back, oldest first. */
    public synchronized List<FakeDelivery> kept() {
        return List.copyOf(kept);
    }

    synchronized URI target() {
        return target;
    }

    synchronized String secret() {
        return secret;
    }

    /** How often this delivery goes out now. */
    synchronized int copies(FakeDelivery delivery) {
        if (lost > 0) {
            lost--;
            return 0;
        }
        if (heldBack) {
            kept.add(delivery);
            return 0;
        }
        if (late > 0) {
            late--;
            delayed.add(0, delivery);
            return 0;
        }
        if (doubled > 0) {
            doubled--;
            return 2;
        }
        return 1;
    }
}
