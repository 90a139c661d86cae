/** Shows what the doctor found: to a person, line by line, or to a program as JSON. */
package coop.ccci.harness.doctor.report;
