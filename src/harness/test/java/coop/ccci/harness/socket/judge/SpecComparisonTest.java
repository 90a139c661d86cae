package coop.ccci.harness.socket.judge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What was sent beside what swarm made of it, as moby 20.10's {@code convert} package and swarmkit's defaults do. */
class SpecComparisonTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'Mode':{}} | {'Mode':{'Replicated':{'Replicas':1}}}",
                "{'Mode':{'ReplicatedJob':{}}} | {'Mode':{'ReplicatedJob':{'MaxConcurrent':1,'TotalCompletions':1}}}",
                "{'Mode':{'GlobalJob':{}}} | {'Mode':{'GlobalJob':{}}}",
                "{'Mode':{'Global':{}}} | {'Mode':{'Global':{}}}",
                "{'EndpointSpec':{}} | {'EndpointSpec':{'Mode':'vip'}}",
                "{'RestartPolicy':{'Condition':'on-failure'}} | {'RestartPolicy':{'Condition':'on-failure','Delay':5000000000,'MaxAttempts':0}}",
                "{'UpdateConfig':{'Parallelism':0}} | {'UpdateConfig':{'FailureAction':'pause','Monitor':5000000000,'MaxFailureRatio':0,'Order':'stop-first'}}",
                "{'Placement':{'Constraints':null}} | {'Placement':{}}",
                "{'Mode':{'ReplicatedJob':{'MaxConcurrent':3,'TotalCompletions':3}}} | {'Mode':{'ReplicatedJob':{'MaxConcurrent':3,'TotalCompletions':3}}}"
            })
    void what_swarm_fills_in_is_no_difference(String sent, String held) throws Exception {
        assertThat(SpecComparison.of(read(sent), read(held))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'Mode':{'ReplicatedJob':{}}} | {'Mode':{'ReplicatedJob':{'MaxConcurrent':2,'TotalCompletions':1}}} | Mode.ReplicatedJob.MaxConcurrent",
                "{'Mode':{'Replicated':{'Replicas':1}}} | {'Mode':{'Replicated':{'Replicas':2}}} | Mode.Replicated.Replicas",
                "{'Mode':{'GlobalJob':{}}} | {'Mode':{'ReplicatedJob':{'MaxConcurrent':9}}} | Mode.ReplicatedJob.MaxConcurrent",
                "{'Mounts':[]} | {'Mounts':[{'Type':'bind'}]} | Mounts",
                "{'Image':'a'} | {'Image':'b'} | Image",
                "{} | {'Privileges':{'Seccomp':{'Mode':'unconfined'}}} | Privileges.Seccomp.Mode"
            })
    void anything_else_is_one(String sent, String held, String place) throws Exception {
        assertThat(SpecComparison.of(read(sent), read(held)))
                .singleElement()
                .asString()
                .startsWith(place + " was passed on as ");
    }

    private static JsonNode read(String text) throws Exception {
        return JSON.readTree(text.replace('\'', '"'));
    }
}
