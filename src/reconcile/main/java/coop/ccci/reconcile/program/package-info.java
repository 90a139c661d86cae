/** Programs of the host, called with deadlines: {@code docker} and {@code abra}. */
package coop.ccci.reconcile.program;
