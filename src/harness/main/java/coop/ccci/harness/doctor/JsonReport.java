package coop.ccci.harness.doctor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;

/** The findings for programs: an object with counts and a list, described in {@code docs/doctor.md}. */
public final class JsonReport {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private JsonReport() {}

    /** All of it as one text. */
    public static String of(List<ProbeResult> all) {
        var diagnosis = Diagnosis.of(all);
        try {
            return JSON.writeValueAsString(new Whole(
                    diagnosis.holding(),
                    diagnosis.broken(),
                    diagnosis.unknown(),
                    diagnosis.left(),
                    all.stream().map(JsonReport::line).toList()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts and numbers can always be written", e);
        }
    }

    private static Line line(ProbeResult examined) {
        var assumption = examined.assumption();
        return new Line(
                assumption.id(),
                examined.topic(),
                assumption.says(),
                assumption.sure().description(),
                state(examined.finding()),
                examined.finding().detail(),
                assumption.means(),
                assumption.remedy(),
                assumption.client().orElse(null));
    }

    private static String state(Finding finding) {
        if (finding instanceof Finding.Holds) {
            return "holds";
        }
        return finding instanceof Finding.Broken ? "broken" : "unknown";
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
