/**
 * The role that runs where Docker is: it follows the swarm's events into the runs that they belong to, writes down what runs
 * now, and has what dead runs left swept away. It shares nothing with the other roles but the folder of run directories.
 */
package coop.ccci.bridge.host;
