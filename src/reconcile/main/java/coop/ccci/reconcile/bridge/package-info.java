/** What is made of the bridge's image, which Nix has built: the bridge with its ledger, and the dashboard. */
package coop.ccci.reconcile.bridge;
