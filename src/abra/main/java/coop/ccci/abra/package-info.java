/**
 * A stand-in for {@code abra}, the command line of Co-op Cloud, for machines where the real one cannot be had: the same
 * arguments, exit codes, files, names and labels, and a real deploy by {@code docker stack deploy}.
 *
 * <p>What it does was observed on abra 0.13.0-beta or is documented; where nothing is known, it does the least that a caller may
 * rely on. It has the commands and flags that this project calls or documents, and no others.
 */
package coop.ccci.abra;
