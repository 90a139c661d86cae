package coop.ccci.bridge.fake;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** Everything the forge remembers, behind one lock. */
final class State {
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Token> tokens = new LinkedHashMap<>();
    private final List<FakeAccount> accounts = new ArrayList<>();
    private final Map<Long, FakeOrganisation> organisations = new LinkedHashMap<>();
    private final List<FakeRepository> repositories = new ArrayList<>();
    private Clock clock;
    private long lastIssue;
    private long lastComment;
    private long lastCommit;

    State(Clock clock) {
        this.clock = clock;
    }

    /** Does something while nobody else looks. */
    <T> T locked(Supplier<T> change) {
        lock.lock();
        try {
            return change.get();
        } finally {
            lock.unlock();
        }
    }

    void useClock(Clock other) {
        locked(() -> clock = other);
    }

    /** The forge keeps whole seconds. */
    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    long nextIssueId() {
        return locked(() -> ++lastIssue);
    }

    long nextCommentId() {
        return locked(() -> ++lastComment);
    }

    String nextCommit() {
        return locked(() -> sha1("commit " + ++lastCommit));
    }

    long nextId() {
        return accounts.size() + repositories.size() + 1L;
    }

    String newToken(FakeAccount owner, Set<String> scopes) {
        return locked(() -> {
            var value = sha1("token " + owner.id() + " " + tokens.size());
            tokens.put(value, new Token(owner, scopes));
            return value;
        });
    }

    void forgetTokens() {
        locked(() -> {
            tokens.clear();
            return this;
        });
    }

    Optional<Token> token(String value) {
        return Optional.ofNullable(tokens.get(value));
    }

    /** Account names are the same whatever their case. */
    Optional<FakeAccount> account(String login) {
        return accounts.stream()
                .filter(account -> account.login().equalsIgnoreCase(login))
                .findFirst();
    }

    List<FakeAccount> accounts() {
        return accounts;
    }

    Map<Long, FakeOrganisation> organisations() {
        return organisations;
    }

    List<FakeRepository> repositories() {
        return repositories;
    }

    private static String sha1(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-1", e);
        }
    }

    record Token(FakeAccount owner, Set<String> scopes) {
        /** Whether the token reaches: writing includes reading. */
        boolean allows(String category, boolean write) {
            return scopes.contains("all")
                    || scopes.contains("write:" + category)
                    || (!write && scopes.contains("read:" + category));
        }
    }
}
