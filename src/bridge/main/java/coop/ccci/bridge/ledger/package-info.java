/**
 * The database of triggers, runs, reports and events. A row's state says which step it needs next, so a process that
 * is killed anywhere finds its work again.
 */
package coop.ccci.bridge.ledger;
