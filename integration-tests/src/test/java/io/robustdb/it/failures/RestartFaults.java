package io.robustdb.it.failures;

import io.robustdb.it.harness.OwnPostgres;
import io.robustdb.it.harness.SessionObserver;
import io.robustdb.it.scenarios.failures.Order;

/** The server goes away and comes back. */
final class RestartFaults {
  private RestartFaults() {}

  /** The application name of the pool that lives through all restarts. */
  static String survivor(String run) {
    return run + "-survivor";
  }

  private abstract static class RestartFault extends Fault {
    final OwnPostgres server;

    RestartFault(OwnPostgres server, Left connection) {
      super(connection, Left.SESSIONS_LATER);
      this.server = server;
    }

    @Override
    final SessionObserver observer() {
      return server.observer();
    }

    @Override
    final Order order(Story story) {
      return Target.of(server.url(), server.user(), "").order(story);
    }
  }

  /** It is there and lets nobody in before it has recovered. */
  static final class StartingUp extends RestartFault {
    StartingUp(OwnPostgres server) {
      super(server, Left.NOTHING);
    }

    @Override
    boolean isCounted(int failures) {
      return false;
    }

    @Override
    void arrange(Story story) {
      makeReady(story);
      server.stop();
      server.startRecovering();
    }

    @Override
    void heal(Story story, boolean guarded) {
      server.recovered();
    }
  }

  /**
   * It lets nobody in any more and waits for its last session to end, which is the survivor's where
   * none was left.
   */
  static final class ShuttingDown extends RestartFault {
    ShuttingDown(OwnPostgres server) {
      super(server, Left.NOTHING);
    }

    @Override
    int leftBefore(Form form, int failures) {
      return 1;
    }

    /** The pool of the first attempt does not notice that its session has gone. */
    @Override
    int leftAfter(Form form, int failures) {
      return form == Form.POOL ? failures - 1 : 0;
    }

    @Override
    void failed(Story story, int failures) {
      if (failures == 1) {
        server.stopWhenUnused();
      }
    }

    @Override
    void heal(Story story, boolean guarded) {
      if (guarded) {
        observer().terminate(survivor(story.run()));
        server.awaitStopped();
      } else {
        server.stop();
      }
      server.start();
      makeReady(story);
    }
  }

  /** It is stopped while the check runs, is away for an attempt, and comes back. */
  static final class Stopped extends RestartFault {
    Stopped(OwnPostgres server) {
      super(server, Left.NOTHING);
    }

    @Override
    boolean isCounted(int failures) {
      return false;
    }

    @Override
    void arrange(Story story) {
      makeSlow(story);
    }

    @Override
    void checking(Story story, int failuresBefore) {
      if (failuresBefore == 0) {
        observer().awaitSleeping(story.application(), true);
        server.stop();
      }
    }

    @Override
    void heal(Story story, boolean guarded) {
      server.start();
      makeReady(story);
    }
  }
}
