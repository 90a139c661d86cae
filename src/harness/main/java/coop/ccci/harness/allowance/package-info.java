/**
 * What an app may have of the machine, said once: for who reads a recipe ({@link coop.ccci.harness.policy}) and for who reads
 * what Docker is told ({@link coop.ccci.harness.socket.judge}), so that no recipe is allowed by the one and refused by the
 * other. Pure.
 */
package coop.ccci.harness.allowance;
