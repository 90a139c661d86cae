package coop.ccci.bridge.ledger;

import java.util.List;
import java.util.Locale;

/**
 * Where the ledger is.
 *
 * @param url a JDBC address: an H2 file, or a PostgreSQL server
 * @param user the account; empty for none
 * @param password its password; empty for none
 */
public record LedgerUrl(String url, String user, String password) {
    private static final List<String> H2 = List.of("WRITE_DELAY=0", "DB_CLOSE_ON_EXIT=FALSE", "LOCK_TIMEOUT=20000");
    private static final List<String> POSTGRESQL =
            List.of("connectTimeout=10", "socketTimeout=60", "tcpKeepAlive=true", "ApplicationName=cc-ci");

    /** A ledger without an account, as an H2 file is. */
    public LedgerUrl(String url) {
        this(url, "", "");
    }

    /**
     * Returns the address to connect to. H2 acknowledges a commit up to half a second before it is in the file unless
     * {@code WRITE_DELAY=0}; a comment that was acknowledged must be there after a crash. And it closes itself as soon
     * as the process is told to stop, under the routes that still work, unless {@code DB_CLOSE_ON_EXIT=FALSE}. A
     * PostgreSQL server that went away without a word is given up after a minute; the driver itself waits for ever.
     */
    String address() {
        var address = url;
        for (var setting : isH2() ? H2 : POSTGRESQL) {
            address = with(setting, address);
        }
        return address;
    }

    /** The address with a setting, unless the operator has set it. */
    private String with(String setting, String address) {
        var name = setting.substring(0, setting.indexOf('=') + 1).toUpperCase(Locale.ROOT);
        var written = address.toUpperCase(Locale.ROOT);
        if (written.contains(";" + name) || written.contains("?" + name) || written.contains("&" + name)) {
            return address;
        }
        return address + (isH2() ? ";" : address.contains("?") ? "&" : "?") + setting;
    }

    /** Returns the same place, which is not made when it is not there. */
    LedgerUrl existing() {
        return isH2() ? new LedgerUrl(with("IFEXISTS=TRUE", url), user, password) : this;
    }

    /** Returns the address without parameters, which may hold a password. */
    String withoutParameters() {
        return url.replaceFirst("[;?].*", "");
    }

    boolean isH2() {
        return url.startsWith("jdbc:h2:");
    }

    /** Returns whether H2 lets only one process at a time have the ledger, so that every other claim is a dead one's. */
    boolean belongsToOneProcess() {
        return url.startsWith("jdbc:h2:file:") && !url.toUpperCase(Locale.ROOT).contains(";AUTO_SERVER=TRUE");
    }

    @Override
    public String toString() {
        return withoutParameters();
    }
}
