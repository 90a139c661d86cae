package coop.ccci.harness.allowance;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What a container may ask of the kernel and of Docker beside its mounts: nothing that reaches out of it. */
public final class ContainerSettings {
    /** The settings of the kernel that are allowed, for people. */
    public static final String SYSCTLS =
            "net.…, kernel.msgmax, kernel.msgmnb, kernel.msgmni, kernel.sem, kernel.shmall,"
                    + " kernel.shmmax, kernel.shmmni, kernel.shm_rmid_forced and fs.mqueue.…";

    /** The limits that are allowed, for people. */
    public static final String ULIMITS =
            "core, cpu, data, fsize, locks, memlock, msgqueue, nofile, nproc, rss, sigpending and stack";

    /** The options of a log driver that leave the log where Docker keeps it. */
    public static final List<String> LOG_OPTIONS = List.of(
            "max-size",
            "max-file",
            "compress",
            "mode",
            "max-buffer-size",
            "tag",
            "labels",
            "labels-regex",
            "env",
            "env-regex");

    /** Docker gives every container these, so to name them (after a {@code cap_drop: [ALL]}) gives no more. */
    private static final Set<String> CAPABILITIES = Set.of(
            "AUDIT_WRITE",
            "CHOWN",
            "DAC_OVERRIDE",
            "FOWNER",
            "FSETID",
            "KILL",
            "MKNOD",
            "NET_BIND_SERVICE",
            "NET_RAW",
            "SETFCAP",
            "SETGID",
            "SETPCAP",
            "SETUID",
            "SYS_CHROOT");

    /** Those of which each container has its own, as runc (libcontainer/configs/validate) lists them. */
    private static final Pattern SYSCTL = Pattern.compile(
            "net\\.[a-zA-Z0-9_.-]+|kernel\\.(msgmax|msgmnb|msgmni|sem|shmall|shmmax|shmmni|shm_rmid_forced)"
                    + "|fs\\.mqueue\\.[a-z_]+");

    /**
     * Of those that Docker knows: without {@code nice}, {@code rtprio} and {@code rttime}, which put an app's processes before
     * those of others. {@code as} is none of Docker's.
     */
    private static final Set<String> LIMITS = Set.of(ULIMITS.split(", | and "));

    private ContainerSettings() {}

    /**
     * Returns whether every container has a capability anyway.
     *
     * @param name in capitals, with {@code CAP_} before it or without
     */
    public static boolean isCapability(String name) {
        return CAPABILITIES.contains(name.startsWith("CAP_") ? name.substring("CAP_".length()) : name);
    }

    /** Returns whether each container has a setting of the kernel of its own. */
    public static boolean isSysctl(String name) {
        return SYSCTL.matcher(name).matches();
    }

    /** Returns whether a limit of a process may be set. */
    public static boolean isUlimit(String name) {
        return LIMITS.contains(name);
    }
}
