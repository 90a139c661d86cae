/** Who may have what tested: a trigger becomes a run, or is refused with a reason, or is passed over. */
package coop.ccci.bridge.admission;
