package coop.ccci.harness.swarm;

/** How swarm runs a service: {@code deploy.mode} of a compose file. */
public enum ServiceMode {
    /** So many tasks that stay. */
    REPLICATED("replicated"),
    /** A task that stays on every node that fits. */
    GLOBAL("global"),
    /** So many tasks that each end once. */
    REPLICATED_JOB("replicated-job"),
    /** A task that ends once on every node that fits. */
    GLOBAL_JOB("global-job");

    private final String code;

    ServiceMode(String code) {
        this.code = code;
    }

    /** Returns the word that a compose file has for it. */
    public String code() {
        return code;
    }

    /** Returns whether its tasks are meant to end. */
    public boolean isJob() {
        return this == REPLICATED_JOB || this == GLOBAL_JOB;
    }

    /** Returns whether the nodes decide how many tasks there are. */
    public boolean isGlobal() {
        return this == GLOBAL || this == GLOBAL_JOB;
    }
}
