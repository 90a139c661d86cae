/** What is counted and measured, for Prometheus. */
package coop.ccci.bridge.metrics;
