package coop.ccci.harness.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnsearchableFormatTest {
    /** The heads are those that the programs of Debian 12 write. */
    @ParameterizedTest
    @CsvSource({
        "dump, 5047444d50010e00, PG_DUMP_CUSTOM",
        "dump.sql.zst, 28b52ffd04582900, ZSTD",
        "dump.sql.xz, fd377a585a000004, XZ",
        "dump.sql.lzma, 5d0000800000ffff, LZMA",
        "dump.sql.lz, 4c5a495001, LZIP",
        "dump.sql.lzo, 894c5a4f000d0a1a0a, LZOP",
        "dump.7z, 377abcaf271c0004, SEVEN_ZIP",
        "dump.age, 6167652d656e6372797074696f6e2e6f72672f7631, AGE",
        "dump.sql.gpg, 8c0d0409, PGP",
        "dump.enc, 53616c7465645f5f00, OPENSSL",
        "db/collection-0-12.wt, 00, WIRED_TIGER",
        "db/journal/WiredTigerLog.0000000001, 00, WIRED_TIGER",
        "data/000012.sst, 00, SORTED_TABLE",
        "influx/engine/data/000000001.tsm, 16d116d1, COLUMNS",
        "index/_0.cfs, 3fd76c1711, LUCENE"
    })
    void what_a_search_cannot_see_is_told(String path, String head, UnsearchableFormat format) {
        assertThat(UnsearchableFormat.of(path, HexFormat.of().parseHex(head))).contains(format);
    }

    @ParameterizedTest
    @CsvSource({
        "dump.sql, 2d2d0a2d2d20506f7374",
        "dump.sql.gz, 1f8b0800",
        "dump.sql.bz2, 425a6839",
        "photo.jpg, ffd8ffe0",
        "base/1/1259, 00000000",
        "ibdata1, 00000000",
        "app.db, 53514c69746520666f726d6174203300"
    })
    void what_a_search_sees_is_not(String path, String head) {
        assertThat(UnsearchableFormat.of(path, HexFormat.of().parseHex(head))).isEmpty();
    }
}
