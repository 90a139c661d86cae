package coop.ccci.sandbox.part.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.model.Network;
import coop.ccci.sandbox.plan.PartState;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProxyNetworkTest {
    private static Network network(String scope, String driver) {
        return new ObjectMapper()
                .convertValue(Map.of("Name", "proxy", "Scope", scope, "Driver", driver), Network.class);
    }

    @Test
    void an_overlay_of_the_swarm_is_what_is_wanted() {
        assertThat(ProxyNetwork.stateOf(network("swarm", "overlay")).kind()).isEqualTo(PartState.Kind.UP);
    }

    @Test
    void one_that_the_swarm_has_only_just_made_is_waited_for() {
        assertThat(ProxyNetwork.stateOf(network("swarm", "")).kind()).isEqualTo(PartState.Kind.MISSING);
    }

    @Test
    void one_of_this_engine_alone_is_in_the_way() {
        assertThat(ProxyNetwork.stateOf(network("local", "bridge")).kind()).isEqualTo(PartState.Kind.BLOCKED);
        assertThat(ProxyNetwork.stateOf(network("local", "")).kind()).isEqualTo(PartState.Kind.BLOCKED);
    }
}
