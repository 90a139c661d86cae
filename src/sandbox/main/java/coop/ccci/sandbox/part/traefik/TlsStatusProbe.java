package coop.ccci.sandbox.part.traefik;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * Asks for a name at an address that the name need not resolve to, and trusts one authority only: chain, dates and host
 * name are all checked.
 */
final class TlsStatusProbe {
    private final SSLSocketFactory sockets;
    private final Duration limit;

    TlsStatusProbe(X509Certificate authority, Duration limit) {
        this.limit = limit;
        this.sockets = new ZoneTrust(authority).context().getSocketFactory();
    }

    /**
     * Returns the first line of the answer to {@code GET /}, such as {@code HTTP/1.1 404 Not Found}.
     *
     * @throws IOException when there is no answer, or the certificate is not to be trusted for that name
     */
    String statusLine(InetSocketAddress address, String host) throws IOException {
        var millis = (int) limit.toMillis();
        try (var plain = new Socket()) {
            plain.connect(address, millis);
            plain.setSoTimeout(millis);
            try (var secure = (SSLSocket) sockets.createSocket(plain, host, address.getPort(), true)) {
                var parameters = secure.getSSLParameters();
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
                secure.setSSLParameters(parameters);
                var request = "GET / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
                secure.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
                var answer =
                        new BufferedReader(new InputStreamReader(secure.getInputStream(), StandardCharsets.ISO_8859_1));
                var line = answer.readLine();
                if (line == null) {
                    throw new IOException("no answer");
                }
                return line;
            }
        }
    }
}
