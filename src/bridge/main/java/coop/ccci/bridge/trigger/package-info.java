/** How a comment becomes a trigger: the words that ask for something, and the look for new ones. */
package coop.ccci.bridge.trigger;
