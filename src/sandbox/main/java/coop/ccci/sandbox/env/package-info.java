/** What others need to know of the sandbox. */
package coop.ccci.sandbox.env;
