/**
 * The functional tier: the checks that {@code recipe.yml} declares, and the recipe's own tests, which are compiled when
 * the run starts and run in a process of their own.
 */
package coop.ccci.harness.functional;
