package coop.ccci.bridge.ledger;

import java.util.Optional;
import java.util.Set;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The forges' numbers of the accounts that settings name, as they were when each name was first looked up. */
public final class AccountNumbers {
    private final JdbcClient sql;

    AccountNumbers(JdbcClient sql) {
        this.sql = sql;
    }

    /**
     * Returns the number of an account; empty when it was not looked up yet.
     *
     * @param forge the forge's key
     * @param login in lower case
     */
    public Optional<Long> find(String forge, String login) {
        return sql.sql("select forge_id from accounts where forge = :forge and login = :login")
                .param("forge", forge)
                .param("login", login)
                .query(Long.class)
                .optional();
    }

    /** Keeps the number of an account, if there is none; answers the one that holds. */
    public long recordOnce(String forge, String login, long number) {
        try {
            sql.sql("insert into accounts (forge, login, forge_id) values (:forge, :login, :number)")
                    .param("forge", forge)
                    .param("login", login)
                    .param("number", number)
                    .update();
            return number;
        } catch (DuplicateKeyException e) {
            return find(forge, login).orElseThrow();
        }
    }

    /** Forgets all of a forge but these, which settings name no more: written there anew, a name is looked up anew. */
    public void keepOnly(String forge, Set<String> logins) {
        var known = sql.sql("select login from accounts where forge = :forge")
                .param("forge", forge)
                .query(String.class)
                .list();
        known.stream().filter(login -> !logins.contains(login)).forEach(login -> sql.sql(
                        "delete from accounts where forge = :forge and login = :login")
                .param("forge", forge)
                .param("login", login)
                .update());
    }
}
