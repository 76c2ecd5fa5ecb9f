package io.robustdb.it.failures;

import io.robustdb.it.harness.SessionObserver;
import io.robustdb.it.scenarios.failures.Order;
import java.util.Locale;

/**
 * One way in which a start-up fails at its server, and how that ends. The methods without a result
 * are called in the order in which they stand here, while the program waits.
 */
abstract class Fault {
  private final Left connection;
  private final Left pool;

  /**
   * @param connection what is left where a connection is forgotten
   * @param pool what is left where a pool is forgotten
   */
  Fault(Left connection, Left pool) {
    this.connection = connection;
    this.pool = pool;
  }

  /** Short and unique among the faults of one JVM. */
  String name() {
    return getClass()
        .getSimpleName()
        .replaceAll("(?<=[a-z])(?=[A-Z])", "-")
        .toLowerCase(Locale.ROOT);
  }

  /** What is left where nobody closes it. */
  final Left left(Form form) {
    return form == Form.POOL ? pool : connection;
  }

  /** How many sessions are left where nobody closes them, after so many failures. */
  int leftBefore(Form form, int failures) {
    return left(form).before(failures);
  }

  /** How many are left when start-ups succeed again. */
  int leftAfter(Form form, int failures) {
    return left(form).after(failures);
  }

  /** An eye on the failing server; another one after each of its starts. */
  abstract SessionObserver observer();

  abstract Order order(Story story);

  /** How many attempts fail before that ends. */
  int failures(Form form) {
    return 2;
  }

  /** Whether the server can be asked after that failure. */
  boolean isCounted(int failures) {
    return true;
  }

  /** Before the first attempt. */
  void arrange(Story story) {}

  /** A connection was opened and is not checked yet; what the program is answered. */
  String opened(Story story, int failuresBefore) {
    return "check";
  }

  /** The check runs. */
  void checking(Story story, int failuresBefore) {}

  /** An attempt failed; its sessions will be counted next. */
  void failed(Story story, int failures) {}

  /**
   * From now on start-ups succeed.
   *
   * @param guarded whether nothing may have been left
   */
  abstract void heal(Story story, boolean guarded);

  /** Before the story, and after it: the server shall not keep anything of it. */
  void tidy(Story story) {
    observer().execute("DROP VIEW IF EXISTS " + story.view());
  }

  /** The view can be read, but that takes longer than any check. */
  final void makeSlow(Story story) {
    observer().execute("CREATE VIEW " + story.view() + " AS SELECT 1 AS ready FROM pg_sleep(60)");
    observer().execute("GRANT SELECT ON " + story.view() + " TO PUBLIC");
  }

  /** The view can be read by all, if it is there. */
  final void makeReady(Story story) {
    observer().execute("CREATE OR REPLACE VIEW " + story.view() + " AS SELECT 1 AS ready");
    observer().execute("GRANT SELECT ON " + story.view() + " TO PUBLIC");
  }
}
