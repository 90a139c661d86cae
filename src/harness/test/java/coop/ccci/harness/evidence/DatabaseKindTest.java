package coop.ccci.harness.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseKindTest {
    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest
    @CsvSource({
        "postgres:15, POSTGRESQL",
        "127.0.0.1:5000/ccci/postgresql:15, POSTGRESQL",
        "docker.io/library/postgres@sha256:0123, POSTGRESQL",
        "postgis/postgis:15-3.4, POSTGRESQL",
        "timescale/timescaledb-ha:pg15, POSTGRESQL",
        "ghcr.io/immich-app/postgres:14-vectorchord, POSTGRESQL",
        "mariadb:11, MYSQL",
        "bitnami/mysql:8, MYSQL",
        "mysql/mysql-server:8, MYSQL",
        "mongo:6, MONGODB",
        "mongodb/mongodb-community-server:7, MONGODB",
        "couchdb:3, COUCHDB",
        "mcr.microsoft.com/mssql/server:2022-latest, MSSQL",
        "valkey/valkey:8-alpine, REDIS",
        "redis, REDIS",
        "elasticsearch:8, SEARCH_INDEX",
        "osixia/openldap:1.5, LMDB"
    })
    void a_database_is_told_by_its_image(String image, DatabaseKind kind) {
        assertThat(DatabaseKind.ofImage(image)).contains(kind);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nginx:1.27",
                "postgrest/postgrest:v12",
                "prometheuscommunity/postgres-exporter:v0.15",
                "prodrigestivill/postgres-backup-local:15",
                "mongo-express:1",
                "phpmyadmin:5",
                "dpage/pgadmin4:8",
                "edoburu/pgbouncer:1",
                "rediscommander/redis-commander:latest",
                "mysql-router:8",
                "example.org/redis/app:1",
                "wordpress:6"
            })
    void what_only_goes_with_a_database_is_none(String image) {
        assertThat(DatabaseKind.ofImage(image)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "db/pg/global/pg_control, '', POSTGRESQL",
        "data/dump.sql, '--\n-- PostgreSQL database dump', POSTGRESQL",
        "data/all.sql, '--\n-- PostgreSQL database cluster dump', POSTGRESQL",
        "data/dump, PGDMP, POSTGRESQL",
        "db/ibdata1, '', MYSQL",
        "data/backup.sql, '-- MariaDB dump 10.19', MYSQL",
        "db/WiredTiger.wt, '', MONGODB",
        "dump/app/users.bson, '', MONGODB",
        "redis/dump.rdb, REDIS0011, REDIS",
        "redis/appendonlydir/appendonly.aof.1.incr.aof, '', REDIS",
        "data/anything, 'SQLite format 3\0', SQLITE",
        "data/app.sqlite3-wal, '', SQLITE",
        "data/h2/app.mv.db, '', H2",
        "ldap/data.mdb, '', LMDB",
        "db/_dbs.couch, '', COUCHDB",
        "data/state/MANIFEST-000004, '', LEVELDB"
    })
    void a_database_is_told_by_what_lies_in_a_volume(String path, String head, DatabaseKind kind) {
        assertThat(DatabaseKind.ofFile(path, bytes(head))).contains(kind);
    }

    @ParameterizedTest
    @CsvSource({
        "data/index.html, '<!doctype html>'",
        "data/notes.sql, 'SELECT 1'",
        "data/pg_control, ''",
        "data/app.db, 'not SQLite'",
        "data/MANIFEST.MF, 'Manifest-Version: 1.0'",
        "data/report.pdf, '%PDF-1.7'"
    })
    void other_files_are_none(String path, String head) {
        assertThat(DatabaseKind.ofFile(path, bytes(head))).isEmpty();
    }

    private static List<String> evidence(Map<String, String> images, Map<DatabaseKind, String> files) {
        return DatabaseEvidence.of(images, new SnapshotContents(Set.of(), 1, files, List.of()));
    }

    @Test
    void a_database_that_runs_counts_whatever_of_it_is_backed_up() {
        assertThat(evidence(Map.of("db", "postgres:15@sha256:01", "app", "nginx"), Map.of()))
                .containsExactly("the PostgreSQL database of service db (image postgres:15)");
    }

    @Test
    void what_may_be_a_cache_counts_only_where_its_data_is_backed_up() {
        var images = Map.of("cache", "redis:7");

        assertThat(evidence(images, Map.of())).isEmpty();
        assertThat(evidence(images, Map.of(DatabaseKind.REDIS, "cache/dump.rdb")))
                .containsExactly("the Redis database of service cache (image redis:7)");
    }

    @Test
    void a_database_in_an_app_s_own_volume_is_told_by_its_file() {
        assertThat(evidence(Map.of("app", "vaultwarden/server"), Map.of(DatabaseKind.SQLITE, "data/db.sqlite3")))
                .containsExactly("the SQLite database that the backup has in data/db.sqlite3");
    }

    @Test
    void files_alone_are_no_database() {
        assertThat(evidence(Map.of("app", "nginx"), Map.of())).isEmpty();
    }
}
