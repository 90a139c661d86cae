package coop.ccci.abra.backup;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VolumeArchiveTest {
    @Test
    void a_volume_is_a_tar_of_its_name() {
        assertThat(VolumeArchive.member(BackupPlan.ROOT + "/blog_example_org_db-data/_data"))
                .isEqualTo("blog_example_org_db-data.tar");
    }
}
