/**
 * The tiers of a run: each does one operation on the live app, once, and asserts what must be true after it. What a
 * tier works on is a {@link coop.ccci.harness.tier.RunContext}; the order of tiers is the run's business.
 */
package coop.ccci.harness.tier;
