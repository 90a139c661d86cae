import static org.junit.jupiter.api.Assertions.fail;

class PageTest {
    void nobody_calls_this_for_it_has_no_annotation() {
        fail("this is not run");
    }
}
