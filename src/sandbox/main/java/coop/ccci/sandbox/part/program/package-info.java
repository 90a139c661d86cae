/** Programs of the parts: official images, or built here from their Go modules. */
package coop.ccci.sandbox.part.program;
