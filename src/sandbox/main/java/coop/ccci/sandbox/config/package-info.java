/** Where the sandbox keeps its state and listens, and what others are told of it. */
package coop.ccci.sandbox.config;
