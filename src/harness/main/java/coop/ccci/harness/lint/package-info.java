/**
 * The lint rung: what {@code abra recipe lint} says of exactly the commit under test. It raises or limits the level and
 * never changes the verdict.
 */
package coop.ccci.harness.lint;
