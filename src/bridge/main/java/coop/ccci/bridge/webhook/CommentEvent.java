package coop.ccci.bridge.webhook;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * What is read of the payload of a delivery about a comment; all of it may be missing.
 *
 * @param action {@code created} for a new comment
 * @param isPull whether it stands on a pull request
 * @param comment the comment
 * @param issue the pull request
 * @param repository where it is
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record CommentEvent(
        String action,
        @JsonProperty("is_pull") boolean isPull,
        WrittenComment comment,
        NumberedIssue issue,
        NamedRepository repository) {
    private static final int MAX_DEPTH = 32;

    /**
     * Returns the mapper that reads it. What nobody's forge sends is refused, and not made to fit: a name that is there twice, a
     * number in quotation marks or with a fraction, anything behind the end.
     */
    static ObjectMapper mapper() {
        return JsonMapper.builder(JsonFactory.builder()
                        .streamReadConstraints(StreamReadConstraints.builder()
                                .maxNestingDepth(MAX_DEPTH)
                                .build())
                        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                        .build())
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .build();
    }

    /**
     * A comment.
     *
     * @param id the forge's number of it
     * @param body its text
     * @param user who wrote it
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record WrittenComment(Long id, String body, Writer user) {}

    /**
     * An account.
     *
     * @param id the forge's number of it
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Writer(long id) {}

    /**
     * A pull request.
     *
     * @param number its number in the repository
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record NumberedIssue(Integer number) {}

    /**
     * A repository.
     *
     * @param id the forge's number of it
     * @param fullName as {@code owner/name}
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record NamedRepository(long id, @JsonProperty("full_name") String fullName) {}
}
