package coop.ccci.reconcile.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import coop.ccci.reconcile.FakeHost;
import coop.ccci.reconcile.program.CallOutput;
import coop.ccci.reconcile.swarm.SwarmCalls;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotListTest {
    private static final String SERVICE = "backup_ci_example_org_app";

    @TempDir
    private Path folder;

    private FakeHost host;

    @BeforeEach
    void setUp() {
        host = FakeHost.withSwarm(folder);
        label(SERVICE, SnapshotList.BOT, "true");
    }

    @Test
    void a_bot_that_lists_its_snapshots_or_that_there_are_none_is_well() {
        host.inContainer = new CallOutput(0, "No Snapshots found\n", "");

        assertThat(problem()).isEmpty();
    }

    @Test
    void a_repository_that_does_not_open_is_told_with_what_the_bot_says() {
        host.inContainer = new CallOutput(1, "", "Fatal: wrong password or no key found\n");

        assertThat(problem()).hasValueSatisfying(text -> assertThat(text)
                .startsWith("the backup bot cannot list its snapshots, exit code 1: Fatal: wrong password")
                .contains("restic/password"));
    }

    @Test
    void an_app_that_abra_would_not_find_as_a_bot_is_none() {
        label(SERVICE, SnapshotList.BOT, "false");

        assertThat(problem()).hasValueSatisfying(text -> assertThat(text).contains(SnapshotList.BOT + "=true"));
    }

    private void label(String service, String key, String value) {
        ((ObjectNode) host.service(service, List.of()).at("/Spec/Labels")).put(key, value);
    }

    private Optional<String> problem() {
        return new SnapshotList("backup.ci.example.org", new SwarmCalls(host)).problem();
    }
}
