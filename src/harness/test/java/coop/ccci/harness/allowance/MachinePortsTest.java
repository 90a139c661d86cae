package coop.ccci.harness.allowance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MachinePortsTest {
    @ParameterizedTest
    @CsvSource({
        "22,22,22",
        "53,53,53",
        "1,1,1",
        "1023,1024,1023",
        "0,80,1",
        "1000,1100,1000",
        "2375,2375,2375",
        "2376,2376,2376",
        "2377,2377,2377",
        "4789,4789,4789",
        "7946,7946,7946",
        "2300,2400,2375",
        "4000,8000,4789",
    })
    void row_21_the_first_port_of_the_machine_in_a_range_is_found(int from, int to, int port) {
        assertThat(MachinePorts.firstIn(from, to)).hasValue(port);
    }

    @ParameterizedTest
    @CsvSource({"0,0", "1024,1024", "8448,8448", "64738,64738", "65535,65535", "2378,4788", "30000,30100", "9,8"})
    void any_other_port_may_be_published(int from, int to) {
        assertThat(MachinePorts.firstIn(from, to)).isEmpty();
    }
}
