/** How long the folders of ended runs are kept: the decision, and the disk that it is carried out on. */
package coop.ccci.harness.retention;
