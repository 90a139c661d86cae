/** What executes runs: the seam, and one package per engine. */
package coop.ccci.bridge.engine;
