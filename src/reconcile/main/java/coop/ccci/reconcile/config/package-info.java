/** What a host should be: {@code host.json}, proven. */
package coop.ccci.reconcile.config;
