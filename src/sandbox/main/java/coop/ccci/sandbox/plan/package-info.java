/** Parts in general: how they are inspected, brought up and taken down in order, with their progress shown. */
package coop.ccci.sandbox.plan;
