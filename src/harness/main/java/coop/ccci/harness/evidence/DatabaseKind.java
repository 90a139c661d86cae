package coop.ccci.harness.evidence;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The databases that are told by their image or by what lies in their folder. What such a program keeps is not what
 * lies in its files at any moment: it holds pages in its memory, and writes a log beside them. So a foreign file that
 * came back into the same folder says nothing of the rows, which is why they need a witness of their own.
 *
 * <p>The names of files are those that each program's documentation gives for its data directory; the heads are the
 * magic numbers of the file formats and the first lines that the dump programs write.
 */
public enum DatabaseKind {
    /** PostgreSQL and what is built on it. */
    POSTGRESQL(
            "PostgreSQL",
            true,
            "postgres|postgresql|postgis|pgvector|timescaledb|pgautoupgrade|spilo",
            "(.*/)?global/pg_control",
            "PGDMP",
            "--\n-- PostgreSQL database"),

    /** MariaDB, MySQL and Percona Server. */
    MYSQL(
            "MariaDB or MySQL",
            true,
            "mariadb|mysql|percona",
            "(.*/)?(ibdata1|aria_log_control|mysql\\.ibd)",
            "-- MySQL dump",
            "-- MariaDB dump",
            "/*M!999999\\- enable the sandbox mode"),

    /** MongoDB. The head is that of {@code mongodump --archive}. */
    MONGODB("MongoDB", true, "mongo|mongodb", "(.*/)?(WiredTiger\\.wt|mongod\\.lock|[^/]+\\.bson)", "m\342\231\201"),

    /** CouchDB. */
    COUCHDB("CouchDB", true, "couchdb", "(.*/)?_dbs\\.couch"),

    /** InfluxDB. */
    INFLUXDB("InfluxDB", true, "influxdb", "(.*/)?(influxd\\.bolt|meta/meta\\.db)"),

    /** ClickHouse. */
    CLICKHOUSE("ClickHouse", true, "clickhouse", "(.*/)?store/[0-9a-f]{3}/.*/columns\\.txt"),

    /** Neo4j. */
    NEO4J("Neo4j", true, "neo4j", "(.*/)?neostore(\\..+)?"),

    /** Cassandra and ScyllaDB. */
    CASSANDRA("Cassandra", true, "cassandra|scylla", "(.*/)?[a-z]{2}-[^/]+-big-Data\\.db"),

    /** OpenLDAP, and whatever else keeps its data in LMDB. */
    LMDB("LMDB or OpenLDAP", true, "openldap", "(.*/)?data\\.mdb"),

    /** etcd. */
    ETCD("etcd", true, "etcd", "(.*/)?member/snap/db"),

    /** SQL Server. */
    MSSQL("SQL Server", true, "mssql", "(.*/)?master\\.mdf"),

    /** SQLite: a file of the app's own, in any image. */
    SQLITE("SQLite", false, "(?!)", "(.*/)?[^/]+\\.sqlite3?-wal", "SQLite format 3\0"),

    /** H2, as programs in Java embed it. */
    H2("H2", false, "(?!)", "(.*/)?[^/]+\\.mv\\.db"),

    /** LevelDB and RocksDB, as programs embed them. */
    LEVELDB("LevelDB or RocksDB", false, "(?!)", "(.*/)?MANIFEST-[0-9]{6}"),

    /** Redis, Valkey and what speaks like them: often no more than a cache, so only its data says that it is one. */
    REDIS("Redis", false, "redis|valkey|keydb|dragonfly", "(.*/)?(dump\\.rdb|appendonly\\.aof.*)", "REDIS00"),

    /** RabbitMQ: its messages may be worth nothing. */
    RABBITMQ("RabbitMQ", false, "rabbitmq", "(.*/)?mnesia/.+/(rabbit_serial|schema\\.DAT)"),

    /** Elasticsearch and OpenSearch: an index can often be made again. */
    SEARCH_INDEX(
            "Elasticsearch or OpenSearch", false, "elasticsearch|opensearch", "(.*/)?indices/.+/segments_[0-9a-z]+");

    /** So much of a file is looked at. */
    public static final int HEAD_BYTES = 512;

    /** Programs that go with a database and are none. */
    private static final Pattern BESIDE = Pattern.compile(
            "exporter|backup|admin|express|commander|client|web|ui|proxy|router|pooler|bouncer|dump|init"
                    + "|migrate|tools|sentinel");

    private final String label;
    private final boolean kept;
    private final Pattern images;
    private final Pattern files;
    private final Pattern heads;

    DatabaseKind(String label, boolean kept, String images, String files, String... heads) {
        this.label = label;
        this.kept = kept;
        this.images = Pattern.compile(images);
        this.files = Pattern.compile(files);
        this.heads = beginnings(heads);
    }

    /** Returns its name for people. */
    public String label() {
        return label;
    }

    /**
     * Returns whether a service of it keeps what nobody can make again. One that may be a cache is a database of the
     * app only where its data lies in a backup.
     */
    public boolean isKept() {
        return kept;
    }

    /**
     * Tells a database by its image.
     *
     * @param image a reference as Docker writes it, for example {@code docker.io/library/postgres:15@sha256:…}
     * @return empty for every other image, also for one of a tool that goes with a database
     */
    public static Optional<DatabaseKind> ofImage(String image) {
        var path = image.split("@", 2)[0].toLowerCase(Locale.ROOT);
        if (path.contains("/mssql/server")) {
            return Optional.of(MSSQL);
        }
        var name = path.substring(path.lastIndexOf('/') + 1).split(":", 2)[0];
        var words = Arrays.asList(name.split("[-_.]", -1));
        return words.stream().anyMatch(BESIDE.asMatchPredicate())
                ? Optional.empty()
                : Arrays.stream(values())
                        .filter(kind -> words.stream().anyMatch(kind.images.asMatchPredicate()))
                        .findFirst();
    }

    /**
     * Tells a database by one of its files or dumps.
     *
     * @param path where the file lies, with slashes
     * @param head its first bytes, {@value #HEAD_BYTES} at most
     */
    public static Optional<DatabaseKind> ofFile(String path, byte[] head) {
        var text = new String(head, StandardCharsets.ISO_8859_1);
        return Arrays.stream(values())
                .filter(kind -> kind.files.matcher(path).matches()
                        || kind.heads.matcher(text).lookingAt())
                .findFirst();
    }

    /** Returns what matches a text that begins with one of these; nothing where there is none. */
    static Pattern beginnings(String... heads) {
        return heads.length == 0
                ? Pattern.compile("(?!)")
                : Pattern.compile(Arrays.stream(heads).map(Pattern::quote).collect(Collectors.joining("|")));
    }
}
