/** The ordered stages of a run, from its run directory to its results. */
package coop.ccci.harness.run;
