package coop.ccci.bridge.host;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.httpclient5.ApacheDockerHttpClient;
import com.github.dockerjava.transport.DockerHttpClient;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.component.docker.DockerClientProfile;
import org.apache.camel.component.docker.DockerComponent;

/**
 * Camel's docker component over one connection of our own: the transport that the harness has too, in the place of the two
 * that the component brings. It knows when the stream of events has broken off, which the component's consumer does not.
 */
public final class HostDocker extends DockerComponent {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final String EVENTS = "/events";

    private final URI host;
    private final AtomicBoolean isBroken = new AtomicBoolean();
    private DockerClient client;

    /**
     * Connects to one Docker.
     *
     * @param host {@code unix:///path} or {@code tcp://host:port}
     */
    public HostDocker(URI host) {
        this.host = host;
    }

    @Override
    public synchronized DockerClient getClient(DockerClientProfile profile) {
        if (client == null) {
            var settings = DefaultDockerClientConfig.createDefaultConfigBuilder()
                    .withDockerHost(host.toString())
                    .withDockerTlsVerify(false)
                    .build();
            client = DockerClientImpl.getInstance(
                    settings,
                    new Watching(
                            transport().build(),
                            transport().responseTimeout(TIMEOUT).build()));
        }
        return client;
    }

    private ApacheDockerHttpClient.Builder transport() {
        return new ApacheDockerHttpClient.Builder().dockerHost(host).connectionTimeout(TIMEOUT);
    }

    /** Returns whether the stream of events has ended since it was begun. */
    boolean isBroken() {
        return isBroken.get();
    }

    void markBroken() {
        isBroken.set(true);
    }

    /** Ends all connections; the next one is made when it is needed. */
    synchronized void renew() {
        isBroken.set(false);
        if (client != null) {
            try {
                client.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } finally {
                client = null;
            }
        }
    }

    @Override
    protected void doStop() throws Exception {
        super.doStop();
        renew();
    }

    /** Hears the end of the stream of events. */
    private final class Watching implements DockerHttpClient {
        private final DockerHttpClient patient;
        private final DockerHttpClient timed;

        Watching(DockerHttpClient patient, DockerHttpClient timed) {
            this.patient = patient;
            this.timed = timed;
        }

        @Override
        public Response execute(Request request) {
            return request.path().contains(EVENTS)
                    ? new EventsResponse(patient.execute(request))
                    : timed.execute(request);
        }

        @Override
        public void close() throws IOException {
            try {
                patient.close();
            } finally {
                timed.close();
            }
        }
    }

    private final class EventsResponse implements DockerHttpClient.Response {
        private final DockerHttpClient.Response real;

        EventsResponse(DockerHttpClient.Response real) {
            this.real = real;
        }

        @Override
        public int getStatusCode() {
            return real.getStatusCode();
        }

        @Override
        public Map<String, List<String>> getHeaders() {
            return real.getHeaders();
        }

        @Override
        public InputStream getBody() {
            return new FilterInputStream(real.getBody()) {
                @Override
                public int read() throws IOException {
                    return heard(super.read());
                }

                @Override
                public int read(byte[] bytes, int offset, int length) throws IOException {
                    try {
                        return heard(super.read(bytes, offset, length));
                    } catch (IOException e) {
                        markBroken();
                        throw e;
                    }
                }
            };
        }

        private int heard(int read) {
            if (read < 0) {
                markBroken();
            }
            return read;
        }

        @Override
        public void close() {
            real.close();
        }
    }
}
