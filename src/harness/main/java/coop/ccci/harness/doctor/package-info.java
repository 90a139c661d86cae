/**
 * What cc-ci assumes of a host, as data ({@code assumptions.yml}), and what a look at each of them found. How each is
 * looked at is in {@code probe}, how the findings are shown in {@code report}.
 */
package coop.ccci.harness.doctor;
