/** The file of an operator's secrets, as it is when nobody has filled it in yet. */
package coop.ccci.reconcile.secret;
