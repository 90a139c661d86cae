package coop.ccci.reconcile.part;

import coop.ccci.reconcile.config.PartName;
import java.util.Optional;

/** A part of a host. It knows nothing of what was done before: it looks, and tells what is not as wished. */
public interface HostPart {

    /** Returns which part it is. */
    PartName name();

    /**
     * Looks, and changes nothing.
     *
     * @return the first thing that is not as wished and that an act makes so; empty when there is none
     * @throws PartException when something is in the way that is not ours to change
     */
    Optional<Difference> difference();

    /**
     * Looks from outside, when there is no difference.
     *
     * @return why the part does not do its work yet; empty when it does
     * @throws PartException when it will never do it by itself
     */
    Optional<String> problem();

    /** Returns what the operator should know although all is as wished, such as a certificate that is about to end. */
    default Optional<String> warning() {
        return Optional.empty();
    }
}
