package coop.ccci.bridge.fake;

import java.time.Instant;

/**
 * An issue that somebody opened over the API.
 *
 * @param number its number
 * @param title its title
 * @param body its text
 * @param author who opened it
 * @param at when
 */
public record FakeOpenedIssue(int number, String title, String body, FakeAccount author, Instant at) {}
