package coop.ccci.reconcile.part;

import java.util.Optional;

/** How a part looks from outside the swarm, and whether what it is made of is sound. */
public interface OutsideView {
    /** Returns why the part cannot be used yet; empty when it can. */
    Optional<String> problem();

    /** Returns what the operator should know although it can be used. */
    Optional<String> warning();

    /**
     * Checks what the part is made of before anything of it is deployed.
     *
     * @throws PartException when it would not work
     */
    void requireSound();
}
