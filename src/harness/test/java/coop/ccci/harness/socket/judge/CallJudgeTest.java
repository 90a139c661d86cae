package coop.ccci.harness.socket.judge;

import static coop.ccci.harness.socket.judge.FakeEngineObjects.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallJudgeTest {
    private final JudgeFixture fixture = new JudgeFixture(false);

    @ParameterizedTest
    @CsvSource({
        "GET,/_ping",
        "HEAD,/_ping",
        "GET,/v1.41/info",
        "GET,/version",
        "GET,/v1.41/services?filters=%7B%7D&status=true",
        "GET,/v1.41/services/svc-own?insertDefaults=false",
        "GET,/v1.41/tasks?filters=%7B%7D",
        "GET,/v1.41/containers/json?filters=%7B%7D",
        "GET,/v1.41/containers/con-own/json",
        "GET,/v1.41/networks/proxy?scope=swarm",
        "GET,/v1.41/distribution/git.coopcloud.tech/coop-cloud/app:1.0/json",
        "GET,/v1.41/services/svc-own/logs?follow=1&stdout=1",
        "GET,/v1.41/containers/con-own/archive?path=%2Ftmp",
        "PUT,/v1.41/containers/con-own/archive?path=%2Ftmp&noOverwriteDirNonDir=true",
        "GET,/v1.41/containers/con-bot/archive?path=%2Ftmp%2Fbackup.tar.gz",
        "POST,/v1.41/images/create?fromImage=nginx&tag=1.27",
        "DELETE,/v1.41/services/svc-own",
        "DELETE,/v1.41/networks/net-own",
        "DELETE,/v1.41/secrets/secret1",
        "DELETE,/v1.41/volumes/cust-abcdef_ci_test_data?force=1",
    })
    void what_abra_asks_for_its_own_app_is_passed_on(String method, String target) {
        assertThat(fixture.outcome(method, target)).isEqualTo("200");
    }

    @ParameterizedTest
    @CsvSource({
        "POST,/v1.41/containers/create",
        "POST,/v1.41/containers/con-own/start",
        "POST,/v1.41/containers/con-own/update",
        "POST,/v1.41/volumes/create",
        "POST,/v1.41/networks/net-own/connect",
        "POST,/v1.41/build",
        "POST,/build",
        "POST,/v1.41/plugins/pull?remote=x",
        "POST,/v1.41/swarm/update?rotateWorkerToken=1",
        "GET,/v1.41/swarm",
        "GET,/v1.41/swarm/unlockkey",
        "POST,/v1.41/session",
        "POST,/v1.41/auth",
        "GET,/v1.41/events",
        "DELETE,/v1.41/images/nginx",
        "POST,/v1.41/images/load",
        "POST,/v1.41/images/create?fromSrc=-",
        "POST,/v1.41/services/svc-own/update?version=1&rollback=previous",
        "DELETE,/v1.41/services/svc-blog",
        "DELETE,/v1.41/services/svc-bot",
        "DELETE,/v1.41/networks/proxy",
        "DELETE,/v1.41/networks/net-proxy",
        "DELETE,/v1.41/secrets/secret2",
        "DELETE,/v1.41/volumes/blog_example_org_data",
        "GET,/v1.41/services/svc-blog/logs?stdout=1",
        "GET,/v1.41/containers/con-blog/archive?path=%2F",
        "PUT,/v1.41/containers/con-bot/archive?path=%2Ftmp",
        "GET,/v1.41/containers/con-bot/archive?path=%2Fetc%2Fshadow",
        "GET,/v1.41/containers/con-bot/archive?path=%2Ftmp%2F..%2Fbackup.tar.gz",
        "POST,/v1.41/exec/unknown/start",
        "TRACE,/_ping",
    })
    void row_21_what_no_app_needs_and_what_is_of_others_is_refused(String method, String target) {
        assertThat(fixture.outcome(method, target)).startsWith("403 ");
    }

    @Test
    void an_object_is_named_to_the_engine_by_its_id_alone() {
        assertThat(fixture.judge("DELETE", "/v1.41/services/cust-abcdef_ci_test_app", new byte[0])
                        .call()
                        .target())
                .isEqualTo("/v1.41/services/svc-own");
    }

    @Test
    void row_21_a_list_shows_what_is_of_the_run_and_the_backup_bot() {
        var list = bytes("[{'ID':'1','Spec':{'Name':'cust-abcdef_ci_test_app','Labels':{'com.docker.stack.namespace':"
                + "'cust-abcdef_ci_test'}}},{'ID':'2','Spec':{'Name':'blog_app','Labels':{'com.docker.stack.namespace':"
                + "'blog'}}},{'ID':'3','Spec':{'Name':'bot_app','Labels':{'coop-cloud.backupbot.enabled':'true'}}}]");
        var seen = fixture.judge("GET", "/services", new byte[0])
                .reply()
                .orElseThrow()
                .apply(StrictJson.read(list));

        assertThat(seen.findValuesAsText("ID")).containsExactly("1", "3");
    }

    @Test
    void row_21_the_content_of_another_app_s_config_is_not_shown() {
        var reply =
                fixture.judge("GET", "/configs/config2", new byte[0]).reply().orElseThrow();
        var config = StrictJson.read(bytes("{'ID':'config2','Spec':{'Name':'blog_example_org_conf','Data':'eA=='}}"));

        org.assertj.core.api.Assertions.assertThatThrownBy(() -> reply.apply(config))
                .isInstanceOf(RefusedCallException.class)
                .hasMessageContaining("the config is not the run's own");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "networks|{'Name':'cust-abcdef_ci_test_internal','Driver':'overlay','Labels':{'com.docker.stack.namespace':'x'},'Attachable':false}",
                "networks|{'CheckDuplicate':true,'Name':'cust-abcdef_ci_test_x','Driver':'overlay','IPAM':{'Driver':'','Config':null},'Options':{'encrypted':''}}",
                "networks|{'Name':'cust-abcdef_ci_test_x','Driver':'overlay','IPAM':{'Config':[{'Subnet':'10.77.0.0/24'}]}}",
                "secrets|{'Name':'cust-abcdef_ci_test_pw_v2','Data':'eA==','Labels':{}}",
                "configs|{'Name':'cust-abcdef_ci_test_conf_v2','Data':'eA==','Labels':{},'Templating':{'Name':'golang'}}",
                "secrets|{'Name':'cust-abcdef_ci_test_key_v1','Data':'eA==','Labels':{'com.docker.stack.namespace':'cust-abcdef_ci_test'}}",
                "secrets|{'Name':'cust-abcdef_ci_test_made_up_v1','Data':'MTIzNA==','Labels':{}}",
            })
    void what_a_stack_is_made_of_is_passed_on(String kind, String json) {
        assertThat(fixture.outcome("POST", "/v1.41/" + kind + "/create", bytes(json)))
                .isEqualTo("200");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "networks|{'Name':'proxy','Driver':'overlay'}",
                "networks|{'Name':'cust-abcdef_ci_test_x','Driver':'macvlan','Options':{'parent':'eth0'}}",
                "networks|{'Name':'cust-abcdef_ci_test_x','Driver':'bridge'}",
                "networks|{'Name':'cust-abcdef_ci_test_x','Driver':'host'}",
                "networks|{'Name':'cust-abcdef_ci_test_x','Driver':'overlay','Ingress':true}",
                "networks|{'Name':'cust-abcdef_ci_test_x','Driver':'overlay','ConfigFrom':{'Network':'x'}}",
                "networks|{'Name':'cust-abcdef_ci_test_x','Driver':'overlay','Options':{'com.docker.network.bridge.name':'x'}}",
                "networks|{'Name':'cust-abcdef_ci_test_x','Driver':'overlay','IPAM':{'Config':[{'Subnet':'169.254.169.254/32'}]}}",
                "networks|{'Name':'cust-abcdef_ci_test_x','Driver':'overlay','IPAM':{'Config':[{'Subnet':'10.0.0.0/8'}]}}",
                "networks|{'Name':'cust-abcdef_ci_test_x','Driver':'overlay','IPAM':{'Driver':'x'}}",
                "secrets|{'Name':'blog_example_org_pw_v1','Data':'eA=='}",
                "secrets|{'Name':'cust-abcdef_ci_test_x','Driver':{'Name':'vault'}}",
                "configs|{'Name':'cust-abcdef_ci_test','Data':'eA=='}",
                "configs|{'Name':'cust-abcdef_ci_test_conf_v2','Data':'MTIzNA=='}",
                "configs|{'Name':'cust-abcdef_ci_test_conf_v2','Data':'no base64'}",
                "secrets|{'Name':'cust-abcdef_ci_test_key_v1','Data':'MTIzNA==','Labels':{'com.docker.stack.namespace':'cust-abcdef_ci_test'}}",
            })
    void row_21_what_is_not_of_the_stack_is_not_made(String kind, String json) {
        assertThat(fixture.outcome("POST", "/v1.41/" + kind + "/create", bytes(json)))
                .startsWith("403 ");
    }

    @Test
    void a_program_that_was_made_ready_may_be_started() {
        var ready = fixture.judge(
                "POST", "/v1.41/containers/con-own/exec", bytes("{'Cmd':['sh'],'AttachStdout':true,'Tty':false}"));
        assertThat(ready.reply().orElseThrow().apply(StrictJson.read(bytes("{'Id':'e1'}"))))
                .isNotNull();

        assertThat(fixture.outcome("POST", "/v1.41/exec/e1/start", bytes("{'Detach':false,'Tty':false}")))
                .isEqualTo("200");
        assertThat(fixture.outcome("GET", "/v1.41/exec/e1/json")).isEqualTo("200");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'Cmd':['sh'],'Privileged':true}", "{'Cmd':['sh'],'Devices':['/dev/sda']}"})
    void row_21_no_program_gets_privileges(String body) {
        assertThat(fixture.outcome("POST", "/v1.41/containers/con-own/exec", bytes(body)))
                .startsWith("403 ");
    }

    @Test
    void row_21_no_program_runs_in_another_app_s_container() {
        assertThat(fixture.outcome("POST", "/v1.41/containers/con-blog/exec", bytes("{'Cmd':['sh']}")))
                .startsWith("403 ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'/usr/bin/backup','--','create'|'SERVICE=cust-abcdef.ci.test','MACHINE_LOGS=true'",
                "'/usr/bin/backup','--','restore'|'SERVICE=cust-abcdef_ci_test','SNAPSHOT=latest','TARGET=/','NONINTERACTIVE=true'",
                "'/usr/bin/backup','--','download'|'SERVICE=cust-abcdef.ci.test','SNAPSHOT=0123abcd','INCLUDE_VOLUMES=true'",
                "'restic','--no-cache','snapshots','--json','--tag','cust-abcdef_ci_test'|",
                "'restic','--no-cache','backup','--json','--tag','cust-abcdef_ci_test','/var/lib/docker/volumes/cust-abcdef_ci_test_data/_data'|",
                "'restic','--no-cache','ls','--json','0123abcd','/var/lib/docker/volumes','--recursive'|",
                "'restic','--no-cache','restore','0123abcd','--target','/','--include','/var/lib/docker/volumes/cust-abcdef_ci_test_data/_data'|",
                "'rm','-f','/tmp/0123abcd-4711.tar.gz'|",
            })
    void the_backup_bot_does_what_abra_asks_of_it_for_this_app(String command, String environment) {
        assertThat(bot(command, environment)).isEqualTo("200");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'sh','-c','id'|",
                "'/usr/bin/backup','--','create'|",
                "'/usr/bin/backup','--','create'|'SERVICE=blog.example.org'",
                "'/usr/bin/backup','--','create'|'SERVICE=cust-abcdef.ci.test','SERVICE=blog.example.org'",
                "'/usr/bin/backup','--','restore'|'SERVICE=cust-abcdef.ci.test','TARGET=/var/lib/docker/volumes/blog'",
                "'/usr/bin/backup','--','create'|'SERVICE=cust-abcdef.ci.test','LD_PRELOAD=/x.so'",
                "'/usr/bin/backup','--','forget'|'SERVICE=cust-abcdef.ci.test'",
                "'/usr/bin/backup','--','download'|'SERVICE=cust-abcdef.ci.test','INCLUDE_PATH=../../blog'",
                "'restic','--no-cache','snapshots','--json'|",
                "'restic','--no-cache','backup','--json','--tag','cust-abcdef_ci_test','/etc'|",
                "'restic','--no-cache','backup','--json','--tag','cust-abcdef_ci_test','/var/lib/docker/volumes/cust-abcdef_ci_test_data/../blog'|",
                "'restic','--no-cache','restore','latest','--target','/','--include','/var/lib/docker/volumes/*'|",
                "'restic','--no-cache','restore','latest','--target','/','--exclude','x'|",
                "'restic','--no-cache','forget','latest'|",
                "'rm','-f','/etc/passwd'|",
                "'sh','-c','restic dump','download','latest','/tmp/backup.tar.gz','/x','x.tar'|",
            })
    void row_21_the_backup_bot_does_nothing_else_and_nothing_for_others(String command, String environment) {
        assertThat(bot(command, environment)).startsWith("403 ");
    }

    private String bot(String command, String environment) {
        var variables = environment == null ? "" : environment;
        return fixture.outcome(
                "POST",
                "/v1.41/containers/con-bot/exec",
                bytes("{'Cmd':[" + command + "],'Env':[" + variables + "],'AttachStdout':true,'AttachStderr':true}"));
    }

    @Test
    void row_21_what_swarm_holds_must_be_what_was_passed_on() {
        var body = StrictJson.write(JudgeFixture.good());
        var passed = fixture.judge("POST", "/services/create", body);
        assertThat(passed.reply().orElseThrow().apply(StrictJson.read(bytes("{'ID':'x'}"))))
                .isNotNull();
        var held = bytes("{'Spec':" + new String(passed.body(), java.nio.charset.StandardCharsets.UTF_8) + "}");
        var other = new String(held, java.nio.charset.StandardCharsets.UTF_8).replace("\"/srv\"", "\"/etc\"");

        assertThat(fixture.accepted.differences("cust-abcdef_ci_test", List.of(StrictJson.read(held))))
                .isEmpty();
        assertThat(fixture.accepted.differences(
                        "cust-abcdef_ci_test",
                        List.of(StrictJson.read(other.getBytes(java.nio.charset.StandardCharsets.UTF_8)))))
                .containsExactly(
                        "service cust-abcdef_ci_test_app: TaskTemplate.ContainerSpec.Mounts[0].Target was passed"
                                + " on as \"/srv\", and swarm holds \"/etc\"");
        assertThat(fixture.accepted.differences(
                        "cust-abcdef_ci_test",
                        List.of(StrictJson.read(bytes("{'Spec':{'Name':'cust-abcdef_ci_test_worker'}}")))))
                .containsExactly("the service cust-abcdef_ci_test_worker of the stack cust-abcdef_ci_test came past"
                        + " cc-ci's filter");
    }

    @Test
    void row_21_a_config_must_hold_what_was_passed_on() {
        var passed =
                fixture.judge("POST", "/configs/create", bytes("{'Name':'cust-abcdef_ci_test_conf_v2','Data':'eA=='}"));
        assertThat(passed.reply()).isEmpty();

        assertThat(fixture.accepted.differences(
                        List.of(config("{'Name':'cust-abcdef_ci_test_conf_v2','Labels':{},'Data':'eA=='}"))))
                .isEmpty();
        assertThat(fixture.accepted.differences(List.of(
                        config("{'Name':'cust-abcdef_ci_test_conf_v2','Data':'eQ=='}"),
                        config("{'Name':'cust-abcdef_ci_test_other','Data':'eA=='}"))))
                .containsExactly(
                        "the config cust-abcdef_ci_test_conf_v2 does not hold what was passed on",
                        "the config cust-abcdef_ci_test_other does not hold what was passed on");
    }

    private static JsonNode config(String specification) {
        return StrictJson.read(bytes("{'Spec':" + specification + "}"));
    }
}
