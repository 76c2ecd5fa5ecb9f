package io.robustdb.it.failures;

import io.robustdb.it.harness.SessionObserver;
import io.robustdb.it.scenarios.failures.Order;

/** The server lets the session in and ends its check. */
final class SessionFaults {
  private SessionFaults() {}

  /** The check never comes to an end by itself. */
  private abstract static class SlowCheck extends Fault {
    final SessionObserver observer;
    final Target target;

    SlowCheck(SessionObserver observer, Target target, Left connection) {
      super(connection, Left.SESSIONS);
      this.observer = observer;
      this.target = target;
    }

    @Override
    SessionObserver observer() {
      return observer;
    }

    @Override
    Order order(Story story) {
      return target.order(story);
    }

    @Override
    void arrange(Story story) {
      makeSlow(story);
    }

    @Override
    void heal(Story story, boolean guarded) {
      makeReady(story);
    }
  }

  /** An administrator ends the session while its check runs; a pool gets itself another. */
  static final class Terminated extends SlowCheck {
    Terminated(SessionObserver observer, Target target) {
      super(observer, target, Left.NOTHING);
    }

    /** The attempt before must not be taken for this one. */
    @Override
    String opened(Story story, int failuresBefore) {
      observer.awaitSleeping(story.application(), false);
      return "check";
    }

    @Override
    void checking(Story story, int failuresBefore) {
      if (failuresBefore < failures(story.form())) {
        observer.awaitSleeping(story.application(), true);
        observer.terminateSleeping(story.application());
      }
    }
  }

  /** The server gives the check a time. */
  static final class StatementTimeOut extends SlowCheck {
    StatementTimeOut(SessionObserver observer, Target target) {
      super(observer, target.parameters("&options=-c%20statement_timeout=200"), Left.SESSIONS);
    }
  }

  /** The program gives the check a time, and has it cancelled. */
  static final class QueryTimeOut extends SlowCheck {
    QueryTimeOut(SessionObserver observer, Target target) {
      super(observer, target.checkSeconds(1), Left.SESSIONS);
    }
  }
}
