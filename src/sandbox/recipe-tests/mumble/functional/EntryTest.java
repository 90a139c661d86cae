import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import coop.ccci.app.App;
import org.junit.jupiter.api.Test;

/** What people do with mumble before they can talk: they come in. */
class EntryTest {
    @Test
    void somebody_with_the_password_comes_in_and_is_welcomed(App app) throws Exception {
        var password = app.service().run("cat", "/run/secrets/server_pass").strip();
        try (var client = new MumbleClient()) {
            var answer = client.enter("maya", password);

            assertEquals(MumbleClient.SERVER_SYNC, answer.type(), answer.text());
            assertTrue(answer.text().contains("Welcome!"), answer.text());
        }
    }

    @Test
    void somebody_without_the_password_stays_outside() throws Exception {
        try (var client = new MumbleClient()) {
            var answer = client.enter("nils", "guessed");

            assertEquals(MumbleClient.REJECT, answer.type(), answer.text());
        }
    }
}
