/**
 * The program behind {@code cc-ci host}: it brings the parts of a host to what {@code host.json} says. Each part looks,
 * compares, acts on the difference alone, and looks again; there is no file of state, so it may be killed anywhere and
 * started again.
 */
package coop.ccci.reconcile;
