import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import coop.ccci.app.App;
import org.junit.jupiter.api.Test;

class PageTest {
    @Test
    void the_page_answers(App app) {
        assertEquals(200, app.get("/").code());
    }

    @Test
    void the_page_greets_people(App app) {
        assertTrue(app.get("/").text().contains("Good morning"), "nobody is greeted");
    }
}
