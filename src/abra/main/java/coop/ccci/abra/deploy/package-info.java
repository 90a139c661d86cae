/** What {@code abra app deploy} does, step by step; the command line is elsewhere. */
package coop.ccci.abra.deploy;
