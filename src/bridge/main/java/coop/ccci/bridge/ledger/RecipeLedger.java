package coop.ccci.bridge.ledger;

/**
 * What the ledger has of recipes themselves, and not of their pull requests.
 *
 * @param triggers what asks for tests of them
 * @param refs their branches and versions
 * @param levels how they were when that was last told
 */
public record RecipeLedger(RecipeTriggers triggers, RecipeRefs refs, RecipeLevels levels) {}
