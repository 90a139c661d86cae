/** A root of files from Debian packages, for images on a machine that can pull none. */
package coop.ccci.sandbox.debian;
