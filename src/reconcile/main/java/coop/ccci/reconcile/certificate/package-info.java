/** The wildcard certificate: whether it fits, how long it lasts, and which one is served. */
package coop.ccci.reconcile.certificate;
