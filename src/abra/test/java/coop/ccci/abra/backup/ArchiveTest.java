package coop.ccci.abra.backup;

import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.abra.backup.Repository.Entry;
import org.junit.jupiter.api.Test;

class ArchiveTest {
    private static final String ROOT = BackupPlan.ROOT + "/blog_example_org_db-data/_data";

    @Test
    void a_volume_is_a_tar_of_its_name() {
        assertThat(Archive.member(new Entry(ROOT, true, ""))).isEqualTo("blog_example_org_db-data.tar");
    }

    @Test
    void a_folder_is_a_tar_and_a_file_is_itself() {
        assertThat(Archive.member(new Entry(ROOT + "/dumps", true, ""))).isEqualTo("dumps.tar");
        assertThat(Archive.member(new Entry(ROOT + "/backup.sql", false, ""))).isEqualTo("backup.sql");
    }
}
