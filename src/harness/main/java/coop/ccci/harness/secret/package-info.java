/**
 * What is secret and where it must not stand: collects what the harness knows as secret before a run begins, and looks
 * at the end for any of it in what the run has written.
 */
package coop.ccci.harness.secret;
