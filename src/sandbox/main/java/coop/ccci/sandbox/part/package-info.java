/** What the sandbox consists of, and the order in which it comes up and goes. */
package coop.ccci.sandbox.part;
