/** What the operator sets, proven once before anything starts. */
package coop.ccci.bridge.config;
