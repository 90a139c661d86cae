package coop.ccci.bridge.reason;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import coop.ccci.contract.Excerpt;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;

/**
 * Reads and writes the JSON in which the ledger keeps reasons: {@code {"code": "cancelled-by", "login": "maya"}}. The
 * codes and the names of the arguments are in old ledgers, so they do not change.
 */
public final class ReasonJson {
    /** Longer text is cut: all text in a reason may be foreign. */
    static final int MAX_TEXT_LENGTH = 2000;

    /** The migration V3 puts old sentences into JSON and escapes no control characters. */
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addModules(
                    new Jdk8Module(),
                    new JavaTimeModule(),
                    new SimpleModule().addSerializer(String.class, new CuttingSerializer()))
            .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .build();

    static {
        MAPPER.registerSubtypes(TriggerReason.class.getPermittedSubclasses());
        MAPPER.registerSubtypes(Refusal.class.getPermittedSubclasses());
        MAPPER.registerSubtypes(RunReason.class.getPermittedSubclasses());
        MAPPER.registerSubtypes(EngineFault.class.getPermittedSubclasses());
    }

    private ReasonJson() {}

    /** Writes a reason of a trigger. */
    public static String write(TriggerReason reason) {
        return write(TriggerReason.class, reason);
    }

    /** Writes a reason of a run. */
    public static String write(RunReason reason) {
        return write(RunReason.class, reason);
    }

    /** Writes what an engine said. */
    public static String write(EngineFault fault) {
        return write(EngineFault.class, fault);
    }

    /** Returns the code of a refusal, without its arguments. */
    public static String code(Refusal refusal) {
        return codeOf(refusal.getClass());
    }

    /** Returns the codes of all refusals. */
    public static List<String> refusalCodes() {
        return Arrays.stream(Refusal.class.getPermittedSubclasses())
                .map(ReasonJson::codeOf)
                .toList();
    }

    private static String codeOf(Class<?> kind) {
        return kind.getAnnotation(JsonTypeName.class).value();
    }

    /** Reads a reason of a trigger. What a newer version wrote is shown as it stands. */
    public static TriggerReason triggerReason(String json) {
        try {
            return MAPPER.readValue(json, TriggerReason.class);
        } catch (JsonProcessingException e) {
            return new TriggerReason.Text("`" + json.replace('`', '\'') + "`");
        }
    }

    /** Reads a reason of a run. What a newer version wrote is shown as it stands. */
    public static RunReason runReason(String json) {
        try {
            return MAPPER.readValue(json, RunReason.class);
        } catch (JsonProcessingException e) {
            return new RunReason.Text(json);
        }
    }

    /** Reads what an engine said. What a newer version wrote is shown as it stands. */
    public static EngineFault engineFault(String json) {
        try {
            return MAPPER.readValue(json, EngineFault.class);
        } catch (JsonProcessingException e) {
            return new EngineFault.RequestRefused(json);
        }
    }

    private static final class CuttingSerializer extends StdSerializer<String> {
        private static final long serialVersionUID = 1L;

        CuttingSerializer() {
            super(String.class);
        }

        @Override
        public void serialize(String text, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeString(Excerpt.fit(text, MAX_TEXT_LENGTH));
        }
    }

    private static <T> String write(Class<T> type, T reason) {
        try {
            return MAPPER.writerFor(type).writeValueAsString(reason);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
