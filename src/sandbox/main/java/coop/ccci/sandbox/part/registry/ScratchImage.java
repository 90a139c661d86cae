package coop.ccci.sandbox.part.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * An image of one layer as the registry's protocol has it: a manifest that names a configuration and a layer by their
 * digests (Docker's "image manifest version 2, schema 2").
 *
 * @param layer the image's only layer
 * @param config the configuration, JSON
 */
record ScratchImage(Layer layer, String config) {
    /** The media type of {@link #manifest}. */
    static final String MANIFEST = "application/vnd.docker.distribution.manifest.v2+json";

    private static final String CONFIG = "application/vnd.docker.container.image.v1+json";
    private static final String LAYER = "application/vnd.docker.image.rootfs.diff.tar.gzip";
    /** In a fixed order: the same image has the same digest everywhere. */
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    /** Returns the image that starts the program of the layer. */
    static ScratchImage of(Layer layer, String program, Map<String, String> labels) {
        return configured(layer, Map.of("Entrypoint", List.of("/" + program), "Labels", labels));
    }

    /** Returns the image of a root, whose programs run as a user that is not root. */
    static ScratchImage of(Layer root, int user, Map<String, String> labels) {
        var environment = List.of("PATH=/usr/sbin:/usr/bin", "LANG=C.UTF-8");
        return configured(root, Map.of("User", user + ":" + user, "Env", environment, "Labels", labels));
    }

    private static ScratchImage configured(Layer layer, Map<String, ?> settings) {
        var architecture = System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64";
        var config = Map.of(
                "architecture",
                architecture,
                "os",
                "linux",
                "created",
                "1970-01-01T00:00:00Z",
                "config",
                settings,
                "rootfs",
                Map.of("type", "layers", "diff_ids", List.of(layer.contentDigest())),
                "history",
                List.of(Map.of("created", "1970-01-01T00:00:00Z", "created_by", "cc-ci sandbox")));
        return new ScratchImage(layer, json(config));
    }

    String configDigest() {
        return Layer.digest(config.getBytes(StandardCharsets.UTF_8));
    }

    String manifest() {
        return json(Map.of(
                "schemaVersion",
                2,
                "mediaType",
                MANIFEST,
                "config",
                Map.of(
                        "mediaType",
                        CONFIG,
                        "size",
                        config.getBytes(StandardCharsets.UTF_8).length,
                        "digest",
                        configDigest()),
                "layers",
                List.of(Map.of("mediaType", LAYER, "size", layer.size(), "digest", layer.digest()))));
    }

    private static String json(Map<String, ?> value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
