/** What harness, reconcile and sandbox all need of the machine that they run on. */
package coop.ccci.host;
