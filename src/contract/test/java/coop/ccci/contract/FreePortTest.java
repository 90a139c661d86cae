package coop.ccci.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.RepeatedTest;

/** A port that can be listened on, and that the kernel gives to nobody else by itself. */
class FreePortTest {
    @RepeatedTest(3)
    void it_can_be_listened_on_and_is_none_that_the_kernel_gives_away() throws Exception {
        var port = FreePort.choose();

        assertThat(port).isBetween(15_000, 29_999);
        try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            assertThat(socket.isBound()).isTrue();
        }
    }
}
