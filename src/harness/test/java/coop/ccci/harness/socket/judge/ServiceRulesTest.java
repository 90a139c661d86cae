package coop.ccci.harness.socket.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceRulesTest {
    private static final String CONTAINER = "/TaskTemplate/ContainerSpec";

    private final JudgeFixture fixture = new JudgeFixture(false);

    @Test
    void row_21_an_ordinary_service_is_passed_on_with_its_networks_by_their_ids_and_with_limits() {
        var passed = fixture.judge("POST", "/v1.41/services/create", StrictJson.write(JudgeFixture.good()));
        var sent = StrictJson.read(passed.body());

        assertThat(passed.call().target()).isEqualTo("/v1.41/services/create");
        assertThat(sent.at("/TaskTemplate/Networks/0/Target").asText()).isEqualTo("net-proxy");
        assertThat(sent.at("/TaskTemplate/Networks/1/Target").asText()).isEqualTo("net-own");
        assertThat(sent.at("/TaskTemplate/Resources/Limits/MemoryBytes").asLong())
                .isEqualTo(4_000_000_000L);
        assertThat(sent.at("/TaskTemplate/Resources/Limits/Pids").asLong()).isEqualTo(4096);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // a volume's options go to mount(2): with MS_BIND the kernel forgets the type
                "/Mounts/0/VolumeOptions/DriverConfig|{'Name':'local','Options':{'type':'tmpfs','o':'bind','device':'/'}}",
                "/Mounts/0/VolumeOptions/DriverConfig|{'Name':'local','Options':{'type':'tmpfs','o':'size=1m,rbind','device':'tmpfs'}}",
                "/Mounts/0/VolumeOptions/DriverConfig|{'Name':'local','Options':{'type':'none','o':'bind','device':'/etc'}}",
                "/Mounts/0/VolumeOptions/DriverConfig|{'Name':'local','Options':{'type':'nfs','o':'addr=10.0.0.1,rw','device':':/'}}",
                "/Mounts/0/VolumeOptions/DriverConfig|{'Name':'local','Options':{'Type':'none','o':'bind','device':'/'}}",
                "/Mounts/0/VolumeOptions/DriverConfig|{'Name':'local','Options':{'type':'tmpfs','device':'/'}}",
                "/Mounts/0/VolumeOptions/DriverConfig|{'Name':'vieux/sshfs'}",
                "/Mounts/0/VolumeOptions/Subpath|'../other'",
                // whatever spells them in a compose file, these are the mounts that Docker would get
                "/Mounts/-|{'Type':'bind','Source':'/','Target':'/host'}",
                "/Mounts/-|{'Type':'bind','Source':'/var/run/docker.sock','Target':'/s','ReadOnly':true}",
                "/Mounts/-|{'Type':'bind','Source':'/etc/localtime','Target':'/etc/localtime'}",
                "/Mounts/-|{'Type':'bind','Source':'/etc/localtime','Target':'/x','ReadOnly':true,'BindOptions':{'Propagation':'rshared'}}",
                "/Mounts/-|{'Type':'bind','Source':'/etc/../etc/localtime','Target':'/x','ReadOnly':true}",
                "/Mounts/-|{'type':'bind','source':'/','target':'/host'}",
                "/Mounts/-|{'Type':'npipe','Source':'x','Target':'/x'}",
                "/Mounts/-|{'Type':'image','Source':'x','Target':'/x'}",
                "/Mounts/-|{'Type':'cluster','Source':'x','Target':'/x'}",
                "/Mounts/-|{'Type':'volume','Source':'blog_example_org_data','Target':'/x'}",
                "/Mounts/-|{'Type':'volume','Source':'/','Target':'/x'}",
                "/Mounts/-|{'Source':'/','Target':'/x'}",
                // STACK_NAME of another app makes its secrets the app's own by the name alone
                "/Secrets/-|{'SecretID':'secret2','SecretName':'blog_example_org_pw_v1'}",
                "/Secrets/-|{'SecretID':'secret2','SecretName':'cust-abcdef_ci_test_pw_v1'}",
                "/Secrets/-|{'SecretName':'cust-abcdef_ci_test_pw_v1'}",
                "/Configs/-|{'ConfigID':'config2','ConfigName':'cust-abcdef_ci_test_conf_v1'}",
                "/CapabilityAdd|['SYS_ADMIN']",
                "/CapabilityAdd|['CAP_NET_ADMIN']",
                "/CapabilityAdd|['ALL']",
                "/Privileges|{'Seccomp':{'Mode':'unconfined'}}",
                "/Privileges|{'AppArmor':{'Mode':'disabled'}}",
                "/Privileges|{'CredentialSpec':{'File':'x'}}",
                "/Privileges|{'SELinuxContext':{'Disable':true}}",
                "/Privileges|{'Seccomp':{'Mode':'custom','Profile':'e30='}}",
                "/Sysctls|{'kernel.core_pattern':'x'}",
                "/Sysctls|{'vm.overcommit_memory':'1'}",
                "/Ulimits|[{'Name':'rtprio','Soft':99,'Hard':99}]",
                "/Ulimits|[{'Name':'nice','Soft':10,'Hard':10}]",
                "/Ulimits|[{'Name':'rttime','Soft':10,'Hard':10}]",
                "/Sysctls|{'kernel.msg_next_id':'1'}",
                "/Isolation|'process'",
                "/OomScoreAdj|-1000",
                "/Devices|[{'PathOnHost':'/dev/sda'}]",
                "/mounts|[{'Type':'bind','Source':'/','Target':'/host'}]",
                "/Labels|{}",
                "/Labels|{'com.docker.stack.namespace':'blog_example_org'}",
                "/Labels|{'com.docker.stack.namespace':'cust-abcdef_ci_test','wrong':'x'}",
            })
    void row_21_a_container_that_reaches_out_of_its_app_is_refused(String field, String json) {
        assertThat(fixture.service(CONTAINER + field, json)).startsWith("403 ").contains("TaskTemplate.ContainerSpec");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/Name|'blog_example_org_app'",
                "/Name|'traefik'",
                "/Labels|{'com.docker.stack.namespace':'blog_example_org'}",
                "/Labels/coop-cloud.backupbot.enabled|'true'",
                "/Labels/wrong|'x'",
                "/Privileged|true",
                "/TaskTemplate/Runtime|'plugin'",
                "/TaskTemplate/PluginSpec|{'Name':'x'}",
                "/TaskTemplate/NetworkAttachmentSpec|{'ContainerID':'x'}",
                "/TaskTemplate/LogDriver|{'Name':'syslog','Options':{'syslog-address':'udp://10.0.0.1:514'}}",
                "/TaskTemplate/LogDriver|{'Name':'json-file','Options':{'path':'/x'}}",
                "/TaskTemplate/Resources|{'Reservations':{'GenericResources':[{'DiscreteResourceSpec':{'Kind':'gpu','Value':1}}]}}",
                "/TaskTemplate/Networks|[{'Target':'host'}]",
                "/TaskTemplate/Networks|[{'Target':'blog_example_org_internal'}]",
                "/TaskTemplate/Networks|[{'Target':'nowhere'}]",
                "/TaskTemplate/Networks|[{'Target':'proxy','Aliases':['blog.example.org']}]",
                "/TaskTemplate/Networks|[{'Target':'net-proxy','Aliases':['db']}]",
                "/TaskTemplate/Networks|[{'Target':'net-proxy','Aliases':['cust-abcdef_ci_testdb']}]",
                "/TaskTemplate/Networks|[{'Target':'proxy','DriverOpts':{'x':'y'}}]",
                "/Networks|[{'Target':'host'}]",
                "/Mode|{'Replicated':{'Replicas':500}}",
                "/Mode|{'ReplicatedJob':{'TotalCompletions':100000}}",
                "/EndpointSpec|{'Ports':[{'TargetPort':80,'PublishedPort':80}]}",
                "/EndpointSpec|{'Ports':[{'TargetPort':80,'PublishedPort':22,'PublishMode':'host'}]}",
                "/EndpointSpec|{'Ports':[{'TargetPort':80,'PublishedPort':4789,'Protocol':'udp'}]}",
            })
    void row_21_a_service_that_is_more_than_an_app_s_is_refused(String field, String json) {
        assertThat(fixture.service(field, json)).startsWith("403 ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/TaskTemplate/ContainerSpec/Mounts/-|{'Type':'volume','Target':'/anonymous'}",
                "/TaskTemplate/ContainerSpec/Mounts/0/VolumeOptions/DriverConfig|{'Name':'local','Options':{'type':'tmpfs','device':'tmpfs','o':'size=100m,uid=1000,mode=0700'}}",
                "/TaskTemplate/ContainerSpec/CapabilityAdd|['CAP_CHOWN','NET_BIND_SERVICE']",
                "/TaskTemplate/ContainerSpec/CapabilityDrop|['ALL']",
                "/TaskTemplate/ContainerSpec/Sysctls|{'net.core.somaxconn':'1024','kernel.msgmax':'65536'}",
                "/TaskTemplate/ContainerSpec/Ulimits|[{'Name':'memlock','Soft':-1,'Hard':-1}]",
                "/TaskTemplate/ContainerSpec/Init|true",
                "/TaskTemplate/ContainerSpec/Mounts|null",
                "/TaskTemplate/Networks|[{'Target':'proxy','Aliases':['app','cust-abcdef.ci.test','www.cust-abcdef.ci.test','cust-abcdef_ci_test_x','cust-abcdef_ci_test','cust-abcdef_ci_test-x']}]",
                "/TaskTemplate/Resources|{'Limits':{'MemoryBytes':1000000},'Reservations':{'NanoCPUs':100000000}}",
                "/Mode|{'Global':{}}",
                "/EndpointSpec|null",
                "/RollbackConfig|{'Parallelism':0,'Order':'stop-first'}",
            })
    void what_recipes_of_co_op_cloud_use_is_passed_on(String field, String json) {
        assertThat(fixture.service(field, json)).isEqualTo("200");
    }

    @Test
    void a_lower_limit_stays_and_a_higher_one_is_lowered() {
        assertThat(limits("{'Limits':{'MemoryBytes':1000000,'Pids':100000}}")).isEqualTo("1000000 4096");
    }

    private String limits(String resources) {
        var body = StrictJson.write(JudgeFixture.changed("/TaskTemplate/Resources", resources));
        var sent =
                StrictJson.read(fixture.judge("POST", "/services/create", body).body());
        var limits = sent.at("/TaskTemplate/Resources/Limits");
        return limits.path("MemoryBytes").asLong() + " " + limits.path("Pids").asLong();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"Name\":\"a\",\"Name\":\"b\"}", "{} {}", "[", "", "{\"Name\":\"\\ud800\"}"})
    void row_21_json_of_which_there_are_two_readings_is_refused(String json) {
        assertThat(fixture.outcome("POST", "/services/create", json.getBytes(StandardCharsets.UTF_8)))
                .matches("40[03] .*");
    }

    @Test
    void row_21_what_a_trusted_recipe_asks_for_is_passed_on_and_told() {
        var trusted = new JudgeFixture(true);

        assertThat(trusted.service(CONTAINER + "/CapabilityAdd", "['SYS_ADMIN']"))
                .isEqualTo("200");
        assertThat(trusted.letThrough)
                .singleElement()
                .asString()
                .contains("service cust-abcdef_ci_test_app: TaskTemplate.ContainerSpec.CapabilityAdd[0]", "SYS_ADMIN");
        assertThat(trusted.service("/Name", "'blog_example_org_app'")).startsWith("403 ");
    }

    @Test
    void a_refusal_names_the_field_what_was_asked_and_what_is_allowed() {
        assertThat(fixture.service(CONTAINER + "/Mounts/-", "{'Type':'bind','Source':'/','Target':'/host'}"))
                .isEqualTo("403 service cust-abcdef_ci_test_app asks for more of the machine than cc-ci gives:"
                        + " TaskTemplate.ContainerSpec.Mounts[3].Source: a mount of the machine's \"/\"; allowed:"
                        + " /etc/localtime and /etc/timezone, read-only");
    }
}
