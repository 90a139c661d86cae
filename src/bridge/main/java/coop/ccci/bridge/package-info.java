/** The Camel application: comments in, runs out, reports back. */
package coop.ccci.bridge;
