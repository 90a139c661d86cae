package coop.ccci.reconcile.part;

import java.util.Optional;

/** A part that nobody reaches from outside. */
public final class NothingOutside implements OutsideView {
    @Override
    public Optional<String> problem() {
        return Optional.empty();
    }

    @Override
    public Optional<String> warning() {
        return Optional.empty();
    }

    @Override
    public void requireSound() {}
}
