/** What is made of a run for people and for programs beside its results: a page, a card, a file in JUnit's form. */
package coop.ccci.harness.report;
