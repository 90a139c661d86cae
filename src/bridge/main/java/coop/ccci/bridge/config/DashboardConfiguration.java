package coop.ccci.bridge.config;

import coop.ccci.bridge.ledger.LedgerUrl;
import java.net.URI;
import java.nio.file.Path;

/**
 * What a dashboard of its own needs, and no more: it has no token and no secret but its account in the ledger.
 *
 * @param forge the address of the forge, to which pull requests and commits are linked, without a slash at its end
 * @param ledger the database, by an account that may only read
 * @param runs the folder of run directories
 * @param http where the pages are served
 * @param management where health and metrics are served
 * @param publicUrl the address at which people reach the pages, without a slash at its end
 */
public record DashboardConfiguration(
        URI forge,
        LedgerUrl ledger,
        Path runs,
        Configuration.Http http,
        Configuration.Management management,
        URI publicUrl) {}
