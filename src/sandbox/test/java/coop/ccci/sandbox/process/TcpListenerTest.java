package coop.ccci.sandbox.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class TcpListenerTest {
    @Test
    void a_port_in_use_is_named_with_the_program_that_has_it() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var listener = TcpListener.on(socket.getLocalPort()).orElseThrow();
            assertThat(listener.conflictMessage("CCCI_SANDBOX_GITEA_PORT"))
                    .startsWith("port " + socket.getLocalPort() + " on 127.0.0.1 is in use by ")
                    .contains("java", "(pid " + ProcessHandle.current().pid() + ")")
                    .endsWith("Stop it, or choose another port with CCCI_SANDBOX_GITEA_PORT.");
        }
    }

    @Test
    void a_port_on_all_addresses_is_in_the_way_too() throws IOException {
        try (var socket = new ServerSocket(0)) {
            assertThat(TcpListener.on(socket.getLocalPort())).isPresent();
        }
    }

    @Test
    void a_free_port_has_no_listener() throws IOException {
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        assertThat(TcpListener.on(port)).isEmpty();
    }

    @Test
    void a_line_of_the_kernel_is_read_and_one_that_is_no_listener_is_not() {
        var line = "   0: 0100007F:1388 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 4711 1";
        assertThat(TcpListener.parse(line)).contains(new TcpListener("0100007F", 5000, 4711));
        assertThat(TcpListener.parse(line.replace(" 0A ", " 01 "))).isEmpty();
        assertThat(TcpListener.parse("  sl  local_address rem_address   st")).isEmpty();
    }
}
