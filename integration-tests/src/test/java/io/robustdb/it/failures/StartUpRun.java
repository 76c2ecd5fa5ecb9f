package io.robustdb.it.failures;

import io.robustdb.it.harness.Result;
import io.robustdb.it.harness.RunningJvm;
import io.robustdb.it.harness.SessionObserver;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.SoftAssertions;

/**
 * Leads one JVM through its start-ups and counts its sessions at the server after every attempt.
 * For one thread.
 */
final class StartUpRun {
  private final RunningJvm jvm;
  private final String name;
  private final boolean guarded;
  private final SoftAssertions softly = new SoftAssertions();
  private final List<Story> told = new ArrayList<>();

  /**
   * @param jvm the run's, started
   */
  StartUpRun(RunningJvm jvm, Run run) {
    this.jvm = jvm;
    this.name = run.name();
    this.guarded = run.guarded();
  }

  void play(Fault fault, Form form) {
    Story story = new Story(name, fault.name(), form);
    told.add(story);
    fault.tidy(story);
    fault.arrange(story);
    jvm.writeLine(fault.order(story).line());
    boolean started = false;
    int failures = 0;
    for (String state = state(story); !state.equals("ended"); state = state(story)) {
      switch (state) {
        case "opened" -> opened(fault, story, failures);
        case "failed" -> failed(fault, story, ++failures);
        case "started" -> {
          started = true;
          started(fault, story, failures);
        }
        default -> throw new IllegalStateException("no such state: " + state);
      }
    }
    if (started) {
      softly.assertThat(jvm.stdout()).contains(story.name() + " works");
    }
    Left left = fault.left(form);
    if (guarded || !left.exhausts()) {
      softly
          .assertThat(failures)
          .as("%s: failures", story.application())
          .isEqualTo(fault.failures(form));
    }
    softly
        .assertThat(started)
        .as("%s: it got through", story.application())
        .isEqualTo(guarded || !left.exhausts());
    if (guarded || left != Left.ALL_SESSIONS) {
      count(fault.observer(), story, guarded ? 0 : fault.leftAfter(form, failures), "in the end");
    }
    fault.tidy(story);
    jvm.writeLine("go on");
  }

  /**
   * All that were told are over: no session of theirs may have come back, and the program must end
   * well.
   *
   * @throws AssertionError with all that was not as it should be in this run
   */
  Result end(SessionObserver observer) {
    if (guarded) {
      told.forEach(story -> count(observer, story, 0, "at the very end"));
    }
    jvm.closeInput();
    Result result = jvm.awaitExit();
    softly.assertThat(result.exitCode()).as("%s", result).isZero();
    softly.assertThat(result.stdout()).endsWith("the twins work");
    if (!softly.errorsCollected().isEmpty()) {
      softly.fail("%s", result);
    }
    softly.assertAll();
    return result;
  }

  /** A retry starts clean. */
  private void opened(Fault fault, Story story, int failures) {
    if (guarded) {
      count(fault.observer(), story, 1, "when it had opened");
    }
    jvm.writeLine(fault.opened(story, failures));
    fault.checking(story, failures);
  }

  private void failed(Fault fault, Story story, int failures) {
    int expected = fault.failures(story.form());
    if (failures <= expected) {
      fault.failed(story, failures);
      countFailed(fault, story, failures);
    }
    if (failures == expected) {
      fault.heal(story, guarded);
    }
    jvm.writeLine(failures > expected + 1 ? "give up" : "again");
  }

  private void countFailed(Fault fault, Story story, int failures) {
    if (!fault.isCounted(failures)) {
      return;
    }
    String when = "after failure " + failures;
    if (guarded) {
      int most = story.form().leftForAMoment();
      check(() -> fault.observer().awaitAtMost(story.application(), most), when);
    } else if (fault.left(story.form()) != Left.ALL_SESSIONS || failures == 1) {
      count(fault.observer(), story, fault.leftBefore(story.form(), failures), when);
    }
  }

  private void started(Fault fault, Story story, int failures) {
    int left = guarded ? 0 : fault.leftAfter(story.form(), failures);
    count(fault.observer(), story, 1 + left, "when it started");
    jvm.writeLine("end");
  }

  private void count(SessionObserver observer, Story story, int expected, String when) {
    check(() -> observer.awaitSessions(story.application(), expected), when);
  }

  private void check(Runnable assertion, String when) {
    try {
      assertion.run();
    } catch (AssertionError wrong) {
      softly.fail("%s: %s", when, wrong.getMessage());
    }
  }

  /** What the program waits in now. */
  private String state(Story story) {
    String question = "? " + story.name() + " ";
    jvm.awaitLine(question);
    String output = jvm.stdout();
    String last = output.substring(output.lastIndexOf(question) + question.length());
    return last.lines().findFirst().orElseThrow();
  }
}
