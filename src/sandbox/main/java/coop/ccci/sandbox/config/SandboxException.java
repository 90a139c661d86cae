package coop.ccci.sandbox.config;

/** Something the sandbox cannot do; its message is a sentence that tells the reader what to do about it. */
public final class SandboxException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Creates an exception that says what is wrong and what to do. */
    public SandboxException(String sentence) {
        super(sentence);
    }

    /** Creates an exception that says what is wrong and what to do, and keeps what caused it. */
    public SandboxException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
