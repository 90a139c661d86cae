package coop.ccci.harness.doctor;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How sure an assumption was before anybody looked at this host. */
public enum Confidence {
    /** It stands in the tool's own source. */
    @JsonProperty("source")
    SOURCE("read in the tool's source"),

    /** It was tried on the real tool, by us. */
    @JsonProperty("tried")
    TRIED("tried on the real tool"),

    /** Others saw it on the real tool: for abra, version 0.13.0-beta. */
    @JsonProperty("observed")
    OBSERVED("observed by others on abra 0.13.0-beta"),

    /** The documentation says so. */
    @JsonProperty("documented")
    DOCUMENTED("documented"),

    /** From memory: a guess that a host may correct. */
    @JsonProperty("remembered")
    REMEMBERED("from memory, a guess until now"),

    /** cc-ci itself asks for it; nobody else needs it to be so. */
    @JsonProperty("required")
    REQUIRED("a requirement of cc-ci's own");

    private final String description;

    Confidence(String description) {
        this.description = description;
    }

    /** For people. */
    public String description() {
        return description;
    }
}
