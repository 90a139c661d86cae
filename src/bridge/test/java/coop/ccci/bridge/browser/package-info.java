/** Pages as a browser shows them. */
package coop.ccci.bridge.browser;
