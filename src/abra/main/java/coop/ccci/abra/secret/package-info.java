/** The secrets of an app: which there must be, what they are called, and how values are made. */
package coop.ccci.abra.secret;
