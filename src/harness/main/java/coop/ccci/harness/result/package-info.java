/** What a run says and leaves: its events, its masked log, what went wrong, where the time went, its results. */
package coop.ccci.harness.result;
