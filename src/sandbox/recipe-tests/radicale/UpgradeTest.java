import static org.junit.jupiter.api.Assertions.assertEquals;

import coop.ccci.app.App;
import org.junit.jupiter.api.Test;

/** After an upgrade the member still gets at the calendar that was there before. */
class UpgradeTest {
    @Test
    void the_calendar_of_before_is_answered(App app) throws Exception {
        var answer = Calendar.of(app).ask("PROPFIND", "/member/cc-ci/");

        assertEquals(207, answer.code(), answer.text());
    }
}
