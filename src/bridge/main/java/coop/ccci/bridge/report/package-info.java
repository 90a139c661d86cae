/**
 * What people see on a pull request: pure functions from what is known to texts, and the two publishers that post and edit
 * them, which alone read the ledger and call the forge.
 */
package coop.ccci.bridge.report;
