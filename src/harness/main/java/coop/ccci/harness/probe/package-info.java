/** Asks an app for its answer as a visitor would: over HTTPS, through the ingress, with its certificate checked. */
package coop.ccci.harness.probe;
