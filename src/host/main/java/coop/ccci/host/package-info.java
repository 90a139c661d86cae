/** What harness and sandbox both need of the machine that they run on. */
package coop.ccci.host;
