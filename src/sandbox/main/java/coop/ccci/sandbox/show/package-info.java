/** What a person sees while the sandbox works. */
package coop.ccci.sandbox.show;
