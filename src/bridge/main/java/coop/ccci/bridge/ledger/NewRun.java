package coop.ccci.bridge.ledger;

import coop.ccci.contract.Commit;
import coop.ccci.contract.RecipeName;
import java.net.URI;

/**
 * A run to be made.
 *
 * @param trigger the trigger that asks for it
 * @param recipe the recipe under test
 * @param commit the commit that the commenter saw
 * @param source where to clone from, without credentials
 * @param author who asks
 * @param engine the name of the engine
 * @param mode how much it does
 */
public record NewRun(
        Trigger trigger, RecipeName recipe, Commit commit, URI source, Author author, String engine, Mode mode) {}
