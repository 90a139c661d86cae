/** What a host that is tried in the sandbox needs: the images of its own parts' recipes, and an end to its stacks. */
package coop.ccci.sandbox.part.host;
