package coop.ccci.harness.socket.judge;

import com.fasterxml.jackson.databind.JsonNode;

/** The calls by which the engine asks a registry: for an image, for its digest, and for what a service runs. */
final class ImageCalls {
    private final ImageJudge images;

    ImageCalls(ImageJudge images) {
        this.images = images;
    }

    /** A call that pulls: {@code POST /images/create}. */
    EngineCall pull(EngineCall call) {
        require(call.query().getOrDefault("fromImage", ""));
        return call;
    }

    /** A call that asks what a tag is: {@code GET /distribution/<name>/json}. */
    EngineCall distribution(EngineCall call) {
        require(String.join("/", call.path().subList(1, call.path().size() - 1)));
        return call;
    }

    /** The specification of a service, whose tasks pull by themselves. */
    void service(JsonNode specification) {
        require(specification
                .path("TaskTemplate")
                .path("ContainerSpec")
                .path("Image")
                .asText(""));
    }

    private void require(String image) {
        images.refusal(image).ifPresent(why -> {
            throw RefusedCallException.forbidden(why);
        });
    }
}
