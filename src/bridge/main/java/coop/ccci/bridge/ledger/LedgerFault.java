package coop.ccci.bridge.ledger;

import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import org.flywaydb.core.api.FlywayException;

/** What keeps a ledger from working, and what an operator does about it. H2 tells by error codes, PostgreSQL by states. */
enum LedgerFault {
    IN_USE(
            "90020",
            "is in use by another bridge: stop that one first, or give this one its own CCCI_LEDGER_URL (several"
                    + " bridges can share one only on a PostgreSQL server)"),
    FULL(
            "53100",
            "has no room left on its disk: make room there. What was acknowledged is kept, and the bridge goes on by"
                    + " itself"),
    DAMAGED(
            "90030 XX001 XX002",
            "is damaged: stop the bridge, keep a copy of it as it is, and restore a backup (docs/runbook.md)"),
    NO_LOGIN(
            "28000 28P01 08004",
            "does not take the account: check CCCI_LEDGER_USER and CCCI_LEDGER_PASSWORD (or _FILE)"),
    NO_DATABASE("90146 90149 3D000 3F000", "is not there: create the database, or check its name in CCCI_LEDGER_URL"),
    NO_RIGHTS(
            "90097 42501 25006",
            "may not be written: give the account of CCCI_LEDGER_USER all rights on the database, on a server that is"
                    + " no standby"),
    NO_CONNECTIONS(
            "53300",
            "gives no more connections: raise max_connections of the PostgreSQL server; each bridge takes up to "
                    + LedgerConnections.MAX),
    OUT_OF_REACH(
            "90067 90098 90121 57P01 57P02 57P03 08000 08001 08003 08006 08007",
            "cannot be reached: see that its server runs and that CCCI_LEDGER_URL is its address. What was acknowledged"
                    + " is kept, and the bridge goes on by itself"),
    FORM(
            "",
            "cannot be brought to the form of this version: start the version that wrote it last, or restore the backup"
                    + " from before the upgrade"),
    OTHER("", "does not answer: check CCCI_LEDGER_URL, its rights and its disk");

    /** Codes of H2 and states of PostgreSQL, with blanks between. */
    private final String codes;

    private final String sentence;

    LedgerFault(String codes, String sentence) {
        this.codes = codes;
        this.sentence = sentence;
    }

    /** Returns the sentence for what went wrong, with the database's own words behind it. */
    static String describe(LedgerUrl place, Throwable problem) {
        return "the ledger " + place.withoutParameters() + " " + of(place, problem).sentence + " (" + words(problem)
                + ")";
    }

    static LedgerFault of(LedgerUrl place, Throwable problem) {
        for (var cause = problem; cause != null; cause = cause.getCause()) {
            if (String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT).contains("no space left on device")) {
                return FULL;
            }
        }
        var found = OTHER;
        for (var cause = problem; cause != null; cause = cause.getCause()) {
            if (cause instanceof FlywayException) {
                found = FORM;
            } else if (cause instanceof SQLException sql) {
                var fault = of(place, sql);
                found = fault == OTHER ? found : fault;
            }
        }
        return found;
    }

    private static LedgerFault of(LedgerUrl place, SQLException sql) {
        for (var fault : values()) {
            var code = place.isH2() ? String.valueOf(sql.getErrorCode()) : String.valueOf(sql.getSQLState());
            if (List.of(fault.codes.split(" ")).contains(code)) {
                return fault;
            }
        }
        return OTHER;
    }

    private static String words(Throwable problem) {
        var words = String.valueOf(problem.getMessage());
        for (var cause = problem; cause != null; cause = cause.getCause()) {
            words = cause instanceof SQLException ? String.valueOf(cause.getMessage()) : words;
        }
        return RowMappers.cut(words.strip().replaceAll("\\s+", " "), 500);
    }
}
