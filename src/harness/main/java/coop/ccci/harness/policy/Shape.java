package coop.ccci.harness.policy;

/** What a value in a compose file may look like. */
@FunctionalInterface
interface Shape {
    /** Looks at what is asked for, and tells what of it is too much. */
    void judge(PolicyValue judged);
}
