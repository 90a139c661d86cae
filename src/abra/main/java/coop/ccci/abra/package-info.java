/**
 * A stand-in for {@code abra}, the command line of Co-op Cloud, for machines where the real one cannot be had: the same
 * arguments, exit codes, files, names and labels, and a real deploy by {@code docker stack deploy}.
 *
 * <p>What it does was observed on abra 0.13.0-beta or is told by its documentation; where neither says anything, it
 * does the least that a caller may rely on.
 */
package coop.ccci.abra;
