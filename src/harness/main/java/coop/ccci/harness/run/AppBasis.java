package coop.ccci.harness.run;

import coop.ccci.harness.git.History;

/**
 * What all apps of a run are made of.
 *
 * @param plan what the run is to do
 * @param history the recipe's repository; its checkout stands at the commit under test
 * @param host where they are deployed
 */
record AppBasis(Plan plan, History history, AppHost host) {}
