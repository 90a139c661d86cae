package coop.ccci.reconcile.config;

import java.util.List;

/** Thrown when {@code host.json} cannot be used; one sentence for each thing that is wrong with it. */
public final class HostConfigException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Creates one for these problems of a file. */
    public HostConfigException(String file, List<String> problems) {
        super(file + ": " + String.join("; ", problems));
    }
}
