/**
 * Why a comment or a run became what it became, as kinds with arguments. They are stored as JSON with a code, and only
 * the package {@code report} has an English sentence for each.
 */
package coop.ccci.bridge.reason;
