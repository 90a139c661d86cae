/** The apps that the app under test depends on: which they are, and what is handed over of them. Nothing is deployed here. */
package coop.ccci.harness.dependency;
