package coop.ccci.bridge.config;

import java.util.List;

/** The configuration cannot be used; one sentence for each thing to change. */
public final class ConfigurationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final List<String> sentences;

    ConfigurationException(List<String> sentences) {
        super(String.join("\n", sentences));
        this.sentences = List.copyOf(sentences);
    }

    /** The sentences, in the order of the settings. */
    public List<String> sentences() {
        return sentences;
    }
}
