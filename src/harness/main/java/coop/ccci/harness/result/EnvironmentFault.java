package coop.ccci.harness.result;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Classifies errors that are the fault of the machine or of a server that it needs, by the words that programs use.
 * This is the one table that says what of abra's, Docker's and swarm's complaints is not the recipe's fault; whatever
 * it does not know is the recipe's.
 *
 * <p>The words come from where they are made, and each row says where: the kernel's error texts, Go's network library,
 * the Docker client, the Docker engine (seen on 20.10), the registry's error codes. They are looked for without regard
 * to case. What an image's own program or its runtime says ({@code OCI runtime}) never counts: a file that is missing
 * or may not be run inside a container is the recipe's.
 */
public enum EnvironmentFault {
    /** The engine is down, out of reach or not a swarm. Docker's client and engine say so. */
    DOCKER(
            "is Docker up, the manager of a swarm, and may this user reach its socket?",
            "cannot connect to the docker daemon",
            "error during connect: ",
            "permission denied while trying to connect to the docker daemon",
            "docker\\.sock: connect: ",
            "this node is not a swarm manager",
            "swarm mode not enabled",
            "network \"?proxy\"? is declared as external, but"),

    /** The disk is full, broken or cannot be written. The kernel's error texts: ENOSPC, EDQUOT, EROFS, EIO, EACCES. */
    DISK(
            "make room on the machine's disk and see that it can be written",
            "no space left on device",
            "disk quota exceeded",
            "read-only file system",
            ": input/output error",
            "(open|mkdir|rename|unlink|unlinkat|create) /\\S+: permission denied"),

    /** There is not enough memory or processor for what is asked. ENOMEM, EMFILE, EAGAIN; swarm's scheduler. */
    CAPACITY(
            "the machine has too little left: end what else runs on it, or give it more",
            "cannot allocate memory",
            "too many open files",
            "resource temporarily unavailable",
            "no suitable node \\(insufficient resources"),

    /** The registry wants no more pulls for now. The code of the registry interface, and HTTP's status 429. */
    REGISTRY_LIMIT(
            "the registry allows no more pulls for now: wait, or log this machine in to it (docker login)",
            "toomanyrequests",
            "too many requests",
            "pull rate limit"),

    /** A name is not resolved, though it may exist. Go's resolver and the C library's. */
    DNS(
            "does this machine resolve names (/etc/resolv.conf)?",
            "dial tcp: lookup \\S+",
            ": no such host",
            "server misbehaving",
            "temporary failure in name resolution",
            "could not resolve host"),

    /** A server does not answer: registry, forge, catalogue. Go's network library; git's and curl's words. */
    NETWORK(
            "is that server up, and can this machine reach it?",
            "connect: connection refused",
            "connect: no route to host",
            "connect: network is unreachable",
            "connection reset by peer",
            "i/o timeout",
            "tls handshake timeout",
            "tls: failed to verify certificate",
            "\": x509: ",
            "client\\.timeout exceeded",
            "request canceled while waiting for connection",
            "context deadline exceeded",
            "received unexpected http status: 5\\d\\d",
            "unexpected http response code: 5\\d\\d",
            "server gave http response to https client"),

    /** A network has no address left. The Docker engine's executor and its address manager. */
    ADDRESSES(
            "make the network larger (docker network create --subnet), or take away what has its addresses",
            "ip addresses may be exhausted",
            "no available ipv[46] addresses",
            "could not find an available, non-overlapping"),

    /** A port of the machine is taken by something else. EADDRINUSE; the engine; swarm's scheduler. */
    PORT_TAKEN(
            "end what has the port on this machine, or run one such recipe at a time",
            "bind: address already in use",
            "port is already allocated",
            "host-mode port already in use",
            "port '\\d+' is already in use by service");

    private static final Pattern OF_THE_IMAGE = Pattern.compile("oci runtime", Pattern.CASE_INSENSITIVE);

    /**
     * What a refusal of the filter on Docker's socket begins with. It quotes the recipe, whose words say nothing of the
     * machine.
     */
    public static final String NOT_LET_THROUGH = "cc-ci does not let this through: ";

    private final String advice;
    private final Pattern words;

    EnvironmentFault(String advice, String... words) {
        this.advice = advice;
        this.words = Pattern.compile(String.join("|", words), Pattern.CASE_INSENSITIVE);
    }

    /** Returns what a person can do about it: a clause to stand behind what was said. */
    public String advice() {
        return advice;
    }

    /**
     * Finds the fault that an error message is about.
     *
     * @param complaint what abra, Docker or swarm said, of any length
     * @return the first row that knows it; empty when nothing in it speaks of the machine
     */
    public static Optional<EnvironmentFault> in(String complaint) {
        if (OF_THE_IMAGE.matcher(complaint).find() || complaint.contains(NOT_LET_THROUGH)) {
            return Optional.empty();
        }
        return Arrays.stream(values())
                .filter(trouble -> trouble.words.matcher(complaint).find())
                .findFirst();
    }
}
