/** What every public address has in common: what may come in with a request, and what may go out with an answer. */
package coop.ccci.bridge.door;
