package coop.ccci.harness.tier;

import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.contract.RecipeName;
import coop.ccci.harness.swarm.RunApp;
import coop.ccci.harness.swarm.Zone;
import java.util.List;
import org.junit.jupiter.api.Test;

class VolumePathsTest {
    private static final RunApp APP = RunApp.named(new RecipeName("shop"), new Zone("ci.example.org"), List.of("x"));

    private static String shown(String text) {
        return VolumePaths.shown(APP, text.replace("STACK", APP.stack()));
    }

    @Test
    void a_path_of_the_machine_is_one_of_a_volume_of_the_recipe() {
        assertThat(shown("/var/lib/docker/volumes/STACK_data/_data/repositories, /mnt/volumes/STACK_db/_data"))
                .isEqualTo("data:/repositories, db:/");
    }

    @Test
    void other_words_and_paths_stay_as_they_are() {
        assertThat(shown("STACK_app did not run /dump.sh in /data/volumes"))
                .isEqualTo("app did not run /dump.sh in /data/volumes");
    }
}
