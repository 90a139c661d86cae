package coop.ccci.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Collections;
import java.util.Properties;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Versions of Netty before this one read requests in ways that a proxy in front of it does not. */
class NettyVersionTest {
    private static final int MIN_PATCH = 137;

    @Test
    void row_19_every_part_of_netty_is_one_without_the_known_faults() throws IOException {
        var versions = new TreeMap<String, String>();
        for (var file :
                Collections.list(getClass().getClassLoader().getResources("META-INF/io.netty.versions.properties"))) {
            var properties = new Properties();
            try (var stream = file.openStream()) {
                properties.load(stream);
            }
            properties.stringPropertyNames().stream()
                    .filter(name -> name.endsWith(".version"))
                    .forEach(name -> versions.put(name, properties.getProperty(name)));
        }
        assertThat(versions).containsKeys("netty-codec-http.version", "netty-codec-http2.version");
        assertThat(versions).allSatisfy((part, version) -> {
            assertThat(version).as(part).matches("4\\.1\\.\\d+\\.Final");
            assertThat(Integer.parseInt(version.split("\\.", -1)[2])).as(part).isGreaterThanOrEqualTo(MIN_PATCH);
        });
    }
}
