/**
 * What people see in a browser: recipes, runs, badges, and the same as JSON. Everything here reads, nothing changes
 * anything, and all that it shows comes from the ledger and the run directories. Text from elsewhere is escaped in one
 * place, by the templates' output format.
 */
package coop.ccci.bridge.dashboard;
