/**
 * All that the harness assumes of {@code abra}: command lines, files, output, exit codes. A fact that is learned on a
 * real host is changed here and nowhere else. Observed on abra 0.13.0-beta unless a comment says otherwise.
 */
package coop.ccci.harness.abra;
