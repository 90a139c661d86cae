package coop.ccci.bridge.fake;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Sends what happened to whom it concerns: one after the other, each at most once, as the forge does. */
final class Webhooks implements AutoCloseable {
    private static final Duration LOST_BUILD_TIMEOUT = Duration.ofSeconds(5);

    private final FakeGitea gitea;
    private final List<FakeWebhook> hooks = new CopyOnWriteArrayList<>();
    private final List<Integer> answers = new CopyOnWriteArrayList<>();
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(LOST_BUILD_TIMEOUT)
            .build();
    private final ExecutorService queue = Executors.newSingleThreadExecutor(task -> {
        var thread = new Thread(task, "fake-gitea-webhooks");
        thread.setDaemon(true);
        return thread;
    });

    Webhooks(FakeGitea gitea) {
        this.gitea = gitea;
    }

    FakeWebhook add(URI target, String secret) {
        var hook = new FakeWebhook(target, secret);
        hooks.add(hook);
        return hook;
    }

    void commentCreated(FakeComment comment) {
        announce(comment, payload("created", comment, comment.author()));
    }

    void commentEdited(FakeComment comment, String before, FakeAccount by) {
        var payload = payload("edited", comment, by);
        payload.putObject("changes").putObject("body").put("from", before);
        announce(comment, payload);
    }

    void commentDeleted(FakeComment comment, FakeAccount by) {
        announce(comment, payload("deleted", comment, by));
    }

    private ObjectNode payload(String action, FakeComment comment, FakeAccount by) {
        var shapes = gitea.shapes();
        var payload = Shapes.object().put("action", action);
        payload.set("issue", shapes.issue(comment.issue()));
        if (comment.issue() instanceof FakePullRequest pull) {
            payload.set("pull_request", shapes.pullRequest(pull));
        }
        payload.set("comment", shapes.comment(comment));
        payload.set("repository", shapes.repository(comment.issue().repository()));
        payload.set("sender", shapes.user(by));
        return payload.put("is_pull", comment.issue().isPull());
    }

    private void announce(FakeComment comment, ObjectNode payload) {
        var type = comment.issue().isPull() ? "pull_request_comment" : "issue_comment";
        var body = payload.toPrettyString();
        for (var hook : hooks) {
            var delivery =
                    FakeDelivery.signed(UUID.randomUUID(), hook.target(), "issue_comment", type, hook.secret(), body);
            for (var copies = hook.copies(delivery); copies > 0; copies--) {
                queue.execute(() -> answers.add(send(delivery)));
                hook.late().forEach(late -> queue.execute(() -> answers.add(send(late))));
            }
        }
    }

    /** Sends one delivery; says the status of the answer, 0 when there was none. */
    int send(FakeDelivery delivery) {
        try {
            return client.send(delivery.request(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    /** Waits until everything that was to be sent was answered. */
    List<Integer> settled() {
        try {
            queue.submit(() -> {}).get(5, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while deliveries were under way", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("deliveries are not answered", e);
        }
        return List.copyOf(answers);
    }

    @Override
    public void close() {
        queue.shutdownNow();
    }
}
