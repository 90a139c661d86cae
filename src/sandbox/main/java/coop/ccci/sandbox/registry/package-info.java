/** The registry for images. */
package coop.ccci.sandbox.registry;
