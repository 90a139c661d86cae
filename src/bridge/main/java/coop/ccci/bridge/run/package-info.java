/** What happens to a run: launched when there is room, watched until it is over. */
package coop.ccci.bridge.run;
