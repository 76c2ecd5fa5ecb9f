package io.robustdb.it.failures;

import io.robustdb.it.harness.SessionObserver;
import io.robustdb.it.harness.TcpProxy;
import io.robustdb.it.scenarios.failures.Order;
import java.time.Duration;

/** The line between the start-up and a healthy server breaks. */
final class LineFaults {
  private LineFaults() {}

  private abstract static class LineFault extends Fault {
    final SessionObserver observer;
    final TcpProxy line;
    final Target target;

    /**
     * @param target by way of the line
     */
    LineFault(SessionObserver observer, TcpProxy line, Target target, Left pool) {
      super(Left.NOTHING, pool);
      this.observer = observer;
      this.line = line;
      this.target = target;
    }

    @Override
    final SessionObserver observer() {
      return observer;
    }

    @Override
    Order order(Story story) {
      return target.order(story);
    }
  }

  /** It is cut while the check runs; a pool gets itself another connection. */
  static final class Cut extends LineFault {
    private static final String NOTICE_SOON = "&options=-c%20client_connection_check_interval=100";

    Cut(SessionObserver observer, TcpProxy line, Target target) {
      super(observer, line, target.parameters(NOTICE_SOON), Left.SESSIONS);
    }

    @Override
    void arrange(Story story) {
      makeSlow(story);
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
        line.cutWhereSent(story.view());
      }
    }

    @Override
    void heal(Story story, boolean guarded) {
      makeReady(story);
    }
  }

  /** The answer to the check comes after its time-out. */
  static final class Late extends LineFault {
    private static final Duration LATE = Duration.ofMillis(1500);

    /** As long a closing HikariCP waits for its last attempt to connect; it loses what is later. */
    private static final int POOL_MILLIS = 4000;

    Late(SessionObserver observer, TcpProxy line, Target target) {
      super(
          observer,
          line,
          target.parameters("&socketTimeout=1").poolMillis(POOL_MILLIS),
          Left.SESSIONS);
    }

    @Override
    void arrange(Story story) {
      makeReady(story);
    }

    @Override
    String opened(Story story, int failuresBefore) {
      line.delay(failuresBefore < failures(story.form()) ? LATE : Duration.ZERO);
      return "check";
    }

    @Override
    void failed(Story story, int failures) {
      line.delay(Duration.ZERO);
    }

    @Override
    void heal(Story story, boolean guarded) {
      line.delay(Duration.ZERO);
    }
  }

  /** Nothing comes back any more, neither to the check nor to the next attempt to connect. */
  static final class Frozen extends LineFault {
    private static final int LONGER_THAN_A_CLOSE_MAY_TAKE = 6000;

    Frozen(SessionObserver observer, TcpProxy line, Target target) {
      super(
          observer,
          line,
          target.checkSeconds(1).poolMillis(LONGER_THAN_A_CLOSE_MAY_TAKE),
          Left.SESSIONS_LATER);
    }

    @Override
    Order order(Story story) {
      String soon = story.form() == Form.POOL ? "" : "&loginTimeout=1";
      return target.parameters(soon).order(story, "isValid");
    }

    @Override
    int failures(Form form) {
      return form == Form.POOL ? 1 : 2;
    }

    @Override
    boolean isCounted(int failures) {
      return false;
    }

    @Override
    String opened(Story story, int failuresBefore) {
      if (failuresBefore < failures(story.form())) {
        line.freeze();
      }
      return "check";
    }

    @Override
    void heal(Story story, boolean guarded) {
      line.thaw();
    }
  }

  /** Nothing comes back any more, not even to the rollback that closing begins with. */
  static final class FrozenTransaction extends Fault {
    private final SessionObserver observer;
    private final TcpProxy line;
    private final Target target;

    FrozenTransaction(SessionObserver observer, TcpProxy line, Target target) {
      super(Left.SESSIONS, Left.SESSIONS);
      this.observer = observer;
      this.line = line;
      this.target = target;
    }

    @Override
    SessionObserver observer() {
      return observer;
    }

    @Override
    Order order(Story story) {
      return target.order(story, "SELECT 1");
    }

    @Override
    int failures(Form form) {
      return 1;
    }

    @Override
    boolean isCounted(int failures) {
      return false;
    }

    @Override
    String opened(Story story, int failuresBefore) {
      if (failuresBefore > 0) {
        return "check";
      }
      line.freeze();
      return "refuse";
    }

    @Override
    void heal(Story story, boolean guarded) {
      line.thaw();
    }
  }
}
