/** Real parts and stand-ins for the demo and the end-to-end tests. */
package coop.ccci.sandbox;
