package io.robustdb.junit;

import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * What runs at one moment, seen from a thread that runs no test itself: what it opens may belong to
 * any of these, or to one that has ended. Immutable.
 */
final class Bystanders implements TestScope {
  private static final int NAMED = 5;

  private final List<TestRun> running;

  /**
   * @param running the tests, or where there are none, the groups
   */
  Bystanders(List<TestRun> running) {
    this.running = running;
  }

  @Override
  public @Nullable TestRun group() {
    TestRun common = running.isEmpty() ? null : running.get(0).group();
    for (TestRun each : running) {
      if (each.group() != common) {
        return null;
      }
    }
    return common;
  }

  @Override
  public @Nullable String name() {
    return null;
  }

  @Override
  public String inWords() {
    if (running.isEmpty()) {
      return "when no test was running";
    }
    StringJoiner names =
        new StringJoiner(", ", "in a thread that is no single test's, while these ran: ", "");
    running.stream().limit(NAMED).forEach(each -> names.add(each.name()));
    if (running.size() > NAMED) {
      names.add("and " + (running.size() - NAMED) + " more");
    }
    return names.toString();
  }

  @Override
  public void opened() {
    running.forEach(TestRun::keepName);
    TestRun group = group();
    if (group != null) {
      group.opened();
    }
  }
}
