package coop.ccci.bridge.ledger;

import java.util.Locale;

/**
 * Where the ledger is.
 *
 * @param url a JDBC address: an H2 file, or a PostgreSQL server
 * @param user the account; empty for none
 * @param password its password; empty for none
 */
public record LedgerUrl(String url, String user, String password) {
    /** H2's code for a database file that another process has open. */
    static final int H2_IN_USE = 90020;

    /** A ledger without an account, as an H2 file is. */
    public LedgerUrl(String url) {
        this(url, "", "");
    }

    /**
     * The address to connect to. H2 acknowledges a commit up to half a second before it is in the file unless
     * {@code WRITE_DELAY=0}; a comment that was acknowledged must be there after a crash. And it closes itself as soon
     * as the process is told to stop, under the routes that still work, unless {@code DB_CLOSE_ON_EXIT=FALSE}. A step
     * that wants a row of another step waits for it as long as a door's time-outs let that one take.
     */
    String address() {
        return isH2() ? with("LOCK_TIMEOUT=20000", with("DB_CLOSE_ON_EXIT=FALSE", with("WRITE_DELAY=0", url))) : url;
    }

    /** The address with a setting, unless the operator has set it. */
    private static String with(String setting, String address) {
        var name = setting.substring(0, setting.indexOf('='));
        return address.toUpperCase(Locale.ROOT).contains(";" + name + "=") ? address : address + ";" + setting;
    }

    /** The address without parameters, which may hold a password. */
    String withoutParameters() {
        return url.replaceFirst("[;?].*", "");
    }

    private boolean isH2() {
        return url.startsWith("jdbc:h2:");
    }

    @Override
    public String toString() {
        return withoutParameters();
    }
}
