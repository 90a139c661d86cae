import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * A client of Mumble, as far as the door: TLS, its version, name and password. A message is a type of two bytes, a length of
 * four, and Protocol Buffers (https://mumble-protocol.readthedocs.io). The server's certificate is of its own making, as
 * the protocol has it: a client remembers it at the first visit.
 */
final class MumbleClient implements AutoCloseable {
    static final int VERSION = 0;
    static final int AUTHENTICATE = 2;
    static final int REJECT = 4;
    static final int SERVER_SYNC = 5;
    private static final int PORT = 64738;
    private static final int PATIENCE_MILLIS = 20_000;
    private static final int LARGEST = 1 << 20;

    private final SSLSocket socket;
    private final DataInputStream in;
    private final DataOutputStream out;

    /** A message of the server. */
    record Message(int type, byte[] body) {
        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    MumbleClient() throws IOException, GeneralSecurityException {
        var context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new FirstVisit()}, null);
        this.socket = (SSLSocket) context.getSocketFactory().createSocket();
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), PORT), PATIENCE_MILLIS);
        socket.setSoTimeout(PATIENCE_MILLIS);
        this.in = new DataInputStream(socket.getInputStream());
        this.out = new DataOutputStream(socket.getOutputStream());
    }

    /** Says who is there, and answers what the server made of it: {@link #SERVER_SYNC} or {@link #REJECT}. */
    Message enter(String name, String password) throws IOException {
        var version = new ByteArrayOutputStream();
        number(version, 1, 1 << 16 | 3 << 8);
        send(VERSION, version.toByteArray());
        var authenticate = new ByteArrayOutputStream();
        text(authenticate, 1, name);
        text(authenticate, 2, password);
        send(AUTHENTICATE, authenticate.toByteArray());
        while (true) {
            var message = read();
            if (message.type() == SERVER_SYNC || message.type() == REJECT) {
                return message;
            }
        }
    }

    private Message read() throws IOException {
        var type = in.readUnsignedShort();
        var length = in.readInt();
        if (length < 0 || length > LARGEST) {
            throw new IOException("a message of type " + type + " with " + length + " bytes");
        }
        return new Message(type, in.readNBytes(length));
    }

    private void send(int type, byte[] body) throws IOException {
        out.writeShort(type);
        out.writeInt(body.length);
        out.write(body);
        out.flush();
    }

    private static void number(ByteArrayOutputStream to, int field, int value) {
        to.write(field << 3);
        variable(to, value);
    }

    private static void text(ByteArrayOutputStream to, int field, String value) {
        var bytes = value.getBytes(StandardCharsets.UTF_8);
        to.write(field << 3 | 2);
        variable(to, bytes.length);
        to.writeBytes(bytes);
    }

    private static void variable(ByteArrayOutputStream to, int value) {
        var left = value;
        while (left > 0x7f) {
            to.write(left & 0x7f | 0x80);
            left >>>= 7;
        }
        to.write(left);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private static final class FirstVisit implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
