/** What a recipe's labels ask of Traefik, and why Traefik has no route where it has none. */
package coop.ccci.harness.traefik;
