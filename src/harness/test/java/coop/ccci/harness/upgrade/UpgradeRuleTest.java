package coop.ccci.harness.upgrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.ccci.contract.Commit;
import coop.ccci.contract.Results.Base.Kind;
import coop.ccci.contract.RunId;
import coop.ccci.harness.git.Checkout;
import coop.ccci.harness.git.History;
import coop.ccci.harness.git.Version;
import coop.ccci.harness.result.RunException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.jgit.api.Git;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rule on a real repository: versions 1.0.0 and 1.1.0, both on main, and a proposal from its tip. */
class UpgradeRuleTest {
    @TempDir
    Path folder;

    private Git git;
    private Commit first;
    private Commit second;
    private Commit tip;
    private Commit proposal;

    @BeforeEach
    void setUp() throws Exception {
        git = Git.init().setDirectory(folder.toFile()).setInitialBranch("main").call();
        first = commit("1.0.0+1");
        tag("1.0.0+1", true);
        second = commit("1.1.0+1");
        tag("1.1.0+1", false);
        tag("no-version", true);
        tip = commit("1.1.0+1");
        proposal = commit("1.2.0+2");
    }

    @AfterEach
    void tearDown() {
        git.close();
    }

    private Commit commit(String version) throws Exception {
        Files.writeString(
                folder.resolve("compose.yml"),
                "services: {app: {deploy: {labels: [\"coop-cloud.${STACK_NAME}.version=" + version + "\"]}}}\n");
        git.add().addFilepattern(".").call();
        var commit = git.commit()
                .setAllowEmpty(true)
                .setMessage(version)
                .setAuthor("maya", "maya@example.org")
                .setCommitter("maya", "maya@example.org")
                .setSign(false)
                .call();
        return new Commit(commit.name());
    }

    private void tag(String name, boolean annotated) throws Exception {
        var tag = git.tag().setName(name).setAnnotated(annotated).setSigned(false);
        (annotated ? tag.setMessage(name) : tag).call();
    }

    private History at(Commit commit) {
        var checkout = new Checkout(folder, commit);
        checkout.restore();
        return History.of(checkout, Optional.of(tip));
    }

    private UpgradePath path(Commit commit, PassedRun green) {
        return new UpgradeRule(at(commit)).pick(Optional.empty(), Optional.ofNullable(green));
    }

    private static PassedRun green(String version, Commit commit) {
        return new PassedRun(Optional.of(version), commit, new RunId(7));
    }

    private static void is(UpgradePath path, Kind kind, Commit commit, String version) {
        assertThat(path.base()).hasValueSatisfying(base -> {
            assertThat(base.choice().kind()).isEqualTo(kind);
            assertThat(base.choice().version()).isEqualTo(version);
            assertThat(base.checkout().commit()).isEqualTo(commit);
        });
    }

    private static void isNowhere(UpgradePath path, String reason) {
        assertThat(path).isInstanceOfSatisfying(UpgradePath.None.class, nowhere -> assertThat(nowhere.reason())
                .contains(reason));
    }

    @Test
    void a_version_that_the_settings_name_comes_before_everything() {
        is(
                new UpgradeRule(at(proposal)).pick(Optional.of("1.0.0+1"), Optional.of(green("1.1.0+1", second))),
                Kind.OVERRIDE,
                first,
                "1.0.0+1");
    }

    @Test
    void a_version_that_the_settings_name_is_not_upgraded_to_itself() {
        isNowhere(
                new UpgradeRule(at(first)).pick(Optional.of("1.0.0+1"), Optional.empty()),
                "which is the commit under test");
    }

    @Test
    void a_version_that_is_named_and_not_there_is_a_mistake_that_names_those_that_are() {
        var rule = new UpgradeRule(at(proposal));

        assertThatThrownBy(() -> rule.pick(Optional.of("2.0.0+1"), Optional.empty()))
                .isInstanceOf(RunException.class)
                .hasMessageContaining("[1.0.0+1, 1.1.0+1]");
    }

    @Test
    void what_passed_last_comes_before_the_target_branch() {
        is(path(proposal, green("1.1.0+1", second)), Kind.LAST_GREEN, second, "1.1.0+1");
    }

    @Test
    void what_passed_last_and_is_the_commit_s_own_version_gives_way_to_the_version_before() {
        is(path(tip, green("1.1.0+1", second)), Kind.PUBLISHED_VERSION, first, "1.0.0+1");
        is(path(second, green("1.1.0+1", second)), Kind.PUBLISHED_VERSION, first, "1.0.0+1");
    }

    @Test
    void nothing_is_upgraded_from_a_newer_version() {
        isNowhere(path(first, green("1.1.0+1", second)), "no older version is published");
    }

    @Test
    void what_passed_last_and_is_not_in_the_repository_any_more_is_passed_over() {
        is(path(proposal, green("1.1.0+1", new Commit("a".repeat(40)))), Kind.TARGET_BRANCH, tip, tip.value());
    }

    @Test
    void a_proposal_is_upgraded_from_the_tip_of_the_branch_that_it_is_for() {
        is(path(proposal, null), Kind.TARGET_BRANCH, tip, tip.value());
    }

    @Test
    void what_is_merged_already_is_upgraded_from_the_version_before() {
        is(path(tip, null), Kind.PUBLISHED_VERSION, first, "1.0.0+1");
        is(path(second, null), Kind.PUBLISHED_VERSION, first, "1.0.0+1");
    }

    @Test
    void the_first_version_of_all_has_no_predecessor() {
        isNowhere(path(first, null), "there is no predecessor");
    }

    @Test
    void a_tag_says_more_about_a_version_than_the_compose_file() throws Exception {
        tag("1.3.0+2", true);

        assertThat(at(proposal).version()).contains(new Version("1.3.0+2"));
        assertThat(at(tip).version()).contains(new Version("1.1.0+1"));
    }
}
