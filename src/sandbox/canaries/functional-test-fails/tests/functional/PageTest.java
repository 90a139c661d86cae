import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class PageTest {
    @Test
    void the_page_greets_people() {
        assertEquals("Good morning", "There is a note.");
    }
}
