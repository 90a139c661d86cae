/** What an operator asks of a running bridge: its state, acts on runs, and the console; and the commands that ask it. */
package coop.ccci.bridge.operator;
