import static org.junit.jupiter.api.Assertions.assertEquals;

import coop.ccci.app.App;
import org.junit.jupiter.api.Test;

class PageTest {
    @Test
    void the_note_is_in_the_volume(App app) {
        var shown = app.get("/cgi-bin/note").text();
        assertEquals(shown, app.service().run("cat", "/data/note"));
    }
}
