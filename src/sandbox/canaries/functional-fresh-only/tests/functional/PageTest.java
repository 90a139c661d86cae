import static org.junit.jupiter.api.Assertions.assertEquals;

import coop.ccci.app.App;
import org.junit.jupiter.api.Test;

class PageTest {
    @Test
    void there_are_words_to_begin_with(App app) {
        assertEquals("hello", app.service().run("sh", "-c", "cat /data/words || true"));
    }
}
