/**
 * The nouns that bridge and harness share, and the files through which they meet: {@code events.jsonl},
 * {@code results.json} and the lock of a run directory. No framework, and nothing that runs anything.
 */
package coop.ccci.contract;
