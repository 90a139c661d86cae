/** The registry for the images of the sandbox. */
package coop.ccci.sandbox.part.registry;
