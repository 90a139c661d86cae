/** A delivery by hand: what an operator tries a webhook's set-up with. */
package coop.ccci.bridge.sendhook;
