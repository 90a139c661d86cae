package coop.ccci.harness.socket.judge;

import java.util.Optional;

/** Judges what a config, or a secret that is made of a file, is to hold. */
@FunctionalInterface
public interface FileJudge {
    /** Returns why Docker is not told this content, one clause; empty where it may be. */
    Optional<String> refusal(byte[] content);
}
