/** What people see on a pull request: pure functions from what is known to texts. Nothing here reads or writes. */
package coop.ccci.bridge.report;
