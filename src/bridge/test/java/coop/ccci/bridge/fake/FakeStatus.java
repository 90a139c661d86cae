package coop.ccci.bridge.fake;

import java.time.Instant;

/**
 * A commit status as it was set.
 *
 * @param id counts up in one repository
 * @param commit 40 hexadecimal digits
 * @param state {@code pending}, {@code success}, {@code error}, {@code failure} or {@code warning}
 * @param context what it is about, for example {@code cc-ci/testme}; of one context the latest counts
 * @param description one line for people
 * @param targetUrl where it leads
 * @param creator who set it
 * @param at when
 */
public record FakeStatus(
        long id,
        String commit,
        String state,
        String context,
        String description,
        String targetUrl,
        FakeAccount creator,
        Instant at) {}
