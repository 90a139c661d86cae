/** The bridge, a swarm service of an image that Nix has built. */
package coop.ccci.reconcile.bridge;
