/**
 * Starts other programs and lets none of them outstay its time or give a secret away: argument vectors only, a process
 * group each, a deadline, both streams drained, secrets masked across chunk borders.
 */
package coop.ccci.harness.process;
