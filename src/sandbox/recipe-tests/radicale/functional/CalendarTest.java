import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import coop.ccci.app.App;
import org.apache.hc.core5.http.ContentType;
import org.junit.jupiter.api.Test;

/** What members use radicale for: a calendar of their own on two devices. */
class CalendarTest {
    private static final ContentType ICALENDAR = ContentType.create("text/calendar");
    private static final String MEETING =
            """
            BEGIN:VCALENDAR
            VERSION:2.0
            PRODID:-//a phone//EN
            BEGIN:VEVENT
            UID:general-meeting
            DTSTAMP:20260301T080000Z
            DTSTART:20260314T180000Z
            DTEND:20260314T200000Z
            SUMMARY:General meeting
            END:VEVENT
            END:VCALENDAR
            """
                    .replace("\n", "\r\n");
    private static final String IN_MARCH =
            """
            <?xml version="1.0" encoding="utf-8"?>
            <C:calendar-query xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav">
              <D:prop><D:getetag/><C:calendar-data/></D:prop>
              <C:filter><C:comp-filter name="VCALENDAR"><C:comp-filter name="VEVENT">
                <C:time-range start="20260301T000000Z" end="20260401T000000Z"/>
              </C:comp-filter></C:comp-filter></C:filter>
            </C:calendar-query>
            """;

    @Test
    void an_event_that_the_phone_writes_is_found_by_the_computer(App app) throws Exception {
        var phone = Calendar.of(app);
        var computer = Calendar.of(app);

        assertEquals(201, phone.ask("MKCALENDAR", "/member/meetings/").code());
        assertEquals(201, phone.ask("PUT", "/member/meetings/general.ics", MEETING, ICALENDAR).code());

        var march = computer.ask("REPORT", "/member/meetings/", IN_MARCH, ContentType.TEXT_XML);
        assertEquals(207, march.code(), march.text());
        assertTrue(march.text().contains("SUMMARY:General meeting"), march.text());

        assertEquals(200, computer.ask("DELETE", "/member/meetings/general.ics").code());
        var after = phone.ask("REPORT", "/member/meetings/", IN_MARCH, ContentType.TEXT_XML);
        assertFalse(after.text().contains("General meeting"), after.text());
    }

    @Test
    void what_is_no_calendar_entry_is_refused(App app) throws Exception {
        var phone = Calendar.of(app);
        phone.ask("MKCALENDAR", "/member/drafts/");

        assertEquals(400, phone.ask("PUT", "/member/drafts/note.ics", "hello", ICALENDAR).code());
    }

    @Test
    void a_wrong_password_opens_nothing(App app) throws Exception {
        assertEquals(401, Calendar.with(app, "guessed").ask("PROPFIND", "/member/").code());
    }
}
