package coop.ccci.sandbox.plan;

import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.sandbox.config.SandboxException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PartPlanTest {
    private final List<String> happened = Collections.synchronizedList(new ArrayList<>());

    @Test
    void a_part_comes_up_after_what_it_needs_and_goes_before() {
        var ground = new Piece("ground");
        var wall = new Piece("wall", ground);
        var roof = new Piece("roof", wall);
        var plan = new PartPlan(List.of(ground, wall, roof));
        assertThat(plan.up(new Silent())).isEmpty();
        assertThat(plan.down(new Silent())).isEmpty();
        assertThat(happened)
                .containsExactly("up ground", "up wall", "up roof", "down roof", "down wall", "down ground");
    }

    @Test
    void what_a_part_needs_and_is_not_in_the_plan_is_taken_to_be_up() {
        var roof = new Piece("roof", new Piece("wall"));
        assertThat(new PartPlan(List.of(roof)).up(new Silent())).isEmpty();
        assertThat(happened).containsExactly("up roof");
    }

    @Test
    void what_is_up_is_not_touched() {
        var plan = new PartPlan(List.of(new Piece("ground")));
        assertThat(plan.up(new Silent())).isEmpty();
        assertThat(plan.up(new Silent())).isEmpty();
        assertThat(happened).containsExactly("up ground");
    }

    @Test
    void what_belongs_to_another_build_works_and_is_renewed() {
        var plan = new PartPlan(List.of(new Piece("script").dated()));
        assertThat(plan.inspect().values()).allMatch(PartState::isUsable);
        assertThat(plan.up(new Silent())).isEmpty();
        assertThat(happened).containsExactly("up script");
    }

    @Test
    void parts_that_do_not_need_each_other_come_up_side_by_side() {
        var both = new CountDownLatch(2);
        var one = new Piece("one").meeting(both);
        var two = new Piece("two").meeting(both);
        assertThat(new PartPlan(List.of(one, two)).up(new Silent())).isEmpty();
    }

    @Test
    void everything_that_is_in_the_way_is_told_at_once_and_what_depends_on_it_is_not_tried() {
        var port = new Piece("port").blockedBy("port 80 is in use");
        var disk = new Piece("disk").failingWith("the disk is full");
        var roof = new Piece("roof", port);
        var fine = new Piece("fine");
        assertThat(new PartPlan(List.of(port, disk, roof, fine)).up(new Silent()))
                .containsExactly(
                        "port: port 80 is in use",
                        "disk: the disk is full",
                        "roof: not tried, because something that it needs is not up");
        assertThat(happened).containsExactly("up fine");
    }

    @Test
    void a_part_that_does_not_go_does_not_keep_the_others() {
        var ground = new Piece("ground");
        var stuck = new Piece("stuck", ground).failingWith("it does not end");
        assertThat(new PartPlan(List.of(ground, stuck)).down(new Silent())).containsExactly("stuck: it does not end");
        assertThat(happened).containsExactly("down ground");
    }

    private final class Piece implements Part {
        private final String name;
        private final List<Part> needs;
        private PartState state = PartState.missing("not there");
        private String failure = "";
        private CountDownLatch meeting = new CountDownLatch(0);

        Piece(String name, Part... needs) {
            this.name = name;
            this.needs = List.of(needs);
        }

        Piece blockedBy(String sentence) {
            state = PartState.blocked(sentence);
            return this;
        }

        Piece dated() {
            state = PartState.outdated("of another build");
            return this;
        }

        Piece failingWith(String sentence) {
            failure = sentence;
            return this;
        }

        Piece meeting(CountDownLatch latch) {
            meeting = latch;
            return this;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public List<Part> needs() {
            return needs;
        }

        @Override
        public PartState inspect() {
            return state;
        }

        @Override
        public void up(ProgressReporter reporter) {
            act("up ");
            state = PartState.up("there");
        }

        @Override
        public String down(ProgressReporter reporter) {
            act("down ");
            state = PartState.missing("gone");
            return "gone";
        }

        private void act(String what) {
            if (!failure.isEmpty()) {
                throw new SandboxException(failure);
            }
            meeting.countDown();
            try {
                assertThat(meeting.await(5, TimeUnit.MINUTES)).isTrue();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            happened.add(what + name);
        }
    }

    private static final class Silent implements ProgressDisplay {
        @Override
        public Activity begin(String name) {
            return new Activity() {
                @Override
                public void doing(String what) {}

                @Override
                public void note(String line) {}

                @Override
                public void done(String words) {}

                @Override
                public void failed(String words) {}
            };
        }

        @Override
        public void close() {}
    }
}
