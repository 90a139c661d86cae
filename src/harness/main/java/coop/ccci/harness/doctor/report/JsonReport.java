package coop.ccci.harness.doctor.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import coop.ccci.harness.doctor.Examination;
import coop.ccci.harness.doctor.Finding;
import coop.ccci.harness.doctor.ProbeResult;
import java.util.List;

/** The findings for programs: an object with counts and a list, described in {@code docs/doctor.md}. */
public final class JsonReport {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private JsonReport() {}

    /** Returns all of them as one text. */
    public static String of(Examination examination) {
        try {
            return JSON.writeValueAsString(new Whole(
                    examination.count(Finding.State.HOLDS),
                    examination.count(Finding.State.BROKEN),
                    examination.count(Finding.State.UNKNOWN),
                    examination.skipped(),
                    examination.results().stream().map(JsonReport::line).toList()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts and numbers can always be written", e);
        }
    }

    private static Line line(ProbeResult result) {
        var assumption = result.assumption();
        return new Line(
                assumption.id(),
                result.topic(),
                assumption.claim(),
                assumption.sure().description(),
                state(result.finding().state()),
                result.finding().detail(),
                assumption.means(),
                assumption.remedy(),
                assumption.client().orElse(null));
    }

    private static String state(Finding.State state) {
        return switch (state) {
            case HOLDS -> "holds";
            case BROKEN -> "broken";
            case UNKNOWN -> "unknown";
        };
    }

    private record Whole(int holding, int broken, int unknown, int left, List<Line> assumptions) {}

    private record Line(
            String id,
            String topic,
            String says,
            String sure,
            String state,
            String seen,
            String means,
            @com.fasterxml.jackson.annotation.JsonProperty("do") String remedy,
            @com.fasterxml.jackson.annotation.JsonInclude(com.fasterxml.jackson.annotation.JsonInclude.Include.NON_NULL)
                    String client) {}
}
