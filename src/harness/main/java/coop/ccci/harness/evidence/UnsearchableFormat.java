package coop.ccci.harness.evidence;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The formats in which a value may lie without being found: compressed in a way that is not opened here, or encrypted.
 * Most are told by their magic number, those of databases that compress their own files by the file's name.
 */
public enum UnsearchableFormat {
    /** {@code pg_dump -Fc}: its tables are compressed one by one. */
    PG_DUMP_CUSTOM("a dump by pg_dump -Fc", "PGDMP"),
    /** Zstandard. */
    ZSTD("compressed with zstd", "(\265/\375"),
    /** XZ. */
    XZ("compressed with xz", "\3757zXZ\0"),
    /** The older form of XZ. */
    LZMA("compressed with lzma", "]\0\0\200\0", "]\0\0\0\1", "]\0\0\20\0"),
    /** Lzip. */
    LZIP("compressed with lzip", "LZIP\1"),
    /** lzop. */
    LZOP("compressed with lzop", "\211LZO\0\r\n"),
    /** Snappy with frames. */
    SNAPPY("compressed with snappy", "\377\6\0\0sNaPpY"),
    /** The {@code compress} of Unix. */
    COMPRESS("compressed with compress", "\37\235"),
    /** 7-Zip. */
    SEVEN_ZIP("a 7z archive", "7z\274\257'\34"),
    /** RAR. */
    RAR("a rar archive", "Rar!\32\7"),
    /** borg's and restic's repositories are encrypted. */
    BORG("a borg repository", "BORG_SEG"),
    /** age. */
    AGE("encrypted with age", "age-encryption.org/v1", "-----BEGIN AGE ENCRYPTED FILE-----"),
    /** OpenPGP with armour; without it there is no magic number, so the name tells. */
    PGP("encrypted with gpg", ".*\\.(gpg|pgp|asc)", new String[] {"-----BEGIN PGP MESSAGE-----"}),
    /** {@code openssl enc}. */
    OPENSSL("encrypted with openssl", "Salted__"),
    /** WiredTiger compresses its blocks and its log by itself. */
    WIRED_TIGER(
            "a file of MongoDB, which compresses by itself", ".*/?(WiredTiger(Log\\..+)?|[^/]+\\.wt)", new String[] {}),
    /** LevelDB and RocksDB compress their tables by themselves. */
    SORTED_TABLE("a table of LevelDB or RocksDB, which compress by themselves", ".*\\.(sst|ldb)", new String[] {}),
    /** ClickHouse compresses its columns, InfluxDB its series. */
    COLUMNS(
            "a file of ClickHouse or InfluxDB, which compress by themselves",
            "(.*/)?(store/.+\\.bin|.+\\.tsm|wal/.+\\.wal)",
            new String[] {}),
    /** Lucene, in Elasticsearch and others, compresses stored fields. */
    LUCENE("a search index, which compresses by itself", "?\327l\27");

    private final String label;
    private final Pattern files;
    private final Pattern heads;

    UnsearchableFormat(String label, String... heads) {
        this(label, "(?!)", heads);
    }

    UnsearchableFormat(String label, String files, String[] heads) {
        this.label = label;
        this.files = Pattern.compile(files);
        this.heads = DatabaseKind.beginnings(heads);
    }

    /** Describes it for people: a clause that stands behind a file's name. */
    public String label() {
        return label;
    }

    /**
     * Tells the format of a file.
     *
     * @param path where the file lies, with slashes
     * @param head its first bytes, {@value DatabaseKind#HEAD_BYTES} at most
     * @return empty where a search of its bytes finds what is in it
     */
    public static Optional<UnsearchableFormat> of(String path, byte[] head) {
        var text = new String(head, StandardCharsets.ISO_8859_1);
        return Arrays.stream(values())
                .filter(format -> format.files.matcher(path).matches()
                        || format.heads.matcher(text).lookingAt())
                .findFirst();
    }
}
