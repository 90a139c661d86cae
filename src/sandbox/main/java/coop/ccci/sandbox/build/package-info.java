/** Programs that are built from Go modules, once. */
package coop.ccci.sandbox.build;
