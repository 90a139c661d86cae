package coop.ccci.sandbox.part.registry;

import coop.ccci.sandbox.config.SandboxException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;

/** The part of the registry's HTTP protocol that the sandbox speaks itself. */
final class RegistryClient {
    private final URI server;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    RegistryClient(URI server) {
        this.server = server;
    }

    /** Returns whether it speaks the protocol. */
    boolean answers() {
        return succeeds("/v2/");
    }

    /** Returns whether something is there, without reading it. */
    boolean succeeds(String path) {
        try {
            var question =
                    request(path).header("Accept", ScratchImage.MANIFEST).method("HEAD", BodyPublishers.noBody());
            return send(question).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** Returns the digest of the manifest under a tag; empty when there is none. */
    Optional<String> digest(String repository, String tag) {
        try {
            var answer = send(request("/v2/" + repository + "/manifests/" + tag)
                    .header("Accept", ScratchImage.MANIFEST)
                    .method("HEAD", BodyPublishers.noBody()));
            return answer.statusCode() == 200 ? answer.headers().firstValue("Docker-Content-Digest") : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Puts an image under a repository and a tag; what is there already is not sent again. */
    void put(String repository, String tag, ScratchImage image) {
        try {
            putBlob(
                    repository,
                    image.layer().digest(),
                    BodyPublishers.ofFile(image.layer().file()));
            putBlob(repository, image.configDigest(), BodyPublishers.ofString(image.config()));
            expect(
                    201,
                    send(request("/v2/" + repository + "/manifests/" + tag)
                            .header("Content-Type", ScratchImage.MANIFEST)
                            .PUT(BodyPublishers.ofString(image.manifest()))));
        } catch (IOException e) {
            throw new SandboxException("the registry does not take " + repository + ":" + tag + ": " + e, e);
        }
    }

    private void putBlob(String repository, String digest, BodyPublisher content) throws IOException {
        if (succeeds("/v2/" + repository + "/blobs/" + digest)) {
            return;
        }
        var begun = send(request("/v2/" + repository + "/blobs/uploads/").POST(BodyPublishers.noBody()));
        expect(202, begun);
        var location = begun.headers().firstValue("Location").orElseThrow();
        var target = server.resolve(location);
        var full = URI.create(target + (target.getQuery() == null ? "?" : "&") + "digest=" + digest);
        expect(
                201,
                send(HttpRequest.newBuilder(full)
                        .timeout(Duration.ofMinutes(2))
                        .header("Content-Type", "application/octet-stream")
                        .PUT(content)));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(server.resolve(path)).timeout(Duration.ofSeconds(10));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static void expect(int status, HttpResponse<String> answer) throws IOException {
        if (answer.statusCode() != status) {
            throw new IOException("status " + answer.statusCode() + ", " + answer.body());
        }
    }
}
