package coop.ccci.harness.socket.judge;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What one task of a service may use at most. A service that gives no limit gets this one, and one that gives a higher one
 * gets this one too.
 *
 * @param memory in bytes; 0 for no limit
 * @param pids processes and threads; 0 for no limit
 * @param nanoCpus billionths of a processor; 0 for no limit
 */
public record ServiceLimits(long memory, long pids, long nanoCpus) {
    /** Generous for any one service of an app, and still no end of the machine. */
    public static final ServiceLimits DEFAULT = new ServiceLimits(4L * 1024 * 1024 * 1024, 4096, 0);

    /** Puts the limits into a specification. */
    void into(ObjectNode specification) {
        if (specification.path("TaskTemplate") instanceof ObjectNode task) {
            var limits = object(object(task, "Resources"), "Limits");
            limit(limits, "MemoryBytes", memory);
            limit(limits, "Pids", pids);
            limit(limits, "NanoCPUs", nanoCpus);
        }
    }

    private static ObjectNode object(ObjectNode parent, String field) {
        return parent.path(field) instanceof ObjectNode there ? there : parent.putObject(field);
    }

    private static void limit(ObjectNode limits, String field, long most) {
        var given = limits.path(field).asLong(0);
        if (most > 0 && (given <= 0 || given > most)) {
            limits.put(field, most);
        }
    }
}
