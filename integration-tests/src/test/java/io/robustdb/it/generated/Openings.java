package io.robustdb.it.generated;

import com.zaxxer.hikari.HikariDataSource;
import java.lang.ref.WeakReference;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a program has opened, by numbers from zero, and what it has said. Keeps nothing of it.
 * Thread-safe.
 */
final class Openings {
  private final String program;
  private final long main = Thread.currentThread().getId();
  private final List<WeakReference<Object>> resources = new ArrayList<>();
  private final BitSet closedByProgram = new BitSet();
  private final List<String> lines = new ArrayList<>();
  private final List<String> linesOfOthers = new ArrayList<>();
  private int count;

  /**
   * @param program its name at the server
   */
  Openings(String program) {
    this.program = program;
  }

  /** The application name of the next session. */
  synchronized String next() {
    return program + "-" + count++;
  }

  synchronized void add(Object resource) {
    while (resources.size() < count - 1) {
      resources.add(new WeakReference<>(null));
    }
    resources.add(new WeakReference<>(resource));
  }

  synchronized int count() {
    return count;
  }

  synchronized int numberOf(Object resource) {
    for (int number = 0; number < resources.size(); number++) {
      if (resources.get(number).refersTo(resource)) {
        return number;
      }
    }
    return -1;
  }

  synchronized void closed(Object resource) {
    int number = numberOf(resource);
    if (number >= 0) {
      closedByProgram.set(number);
    }
  }

  /** Whether somebody else than the program or the collector has closed it. */
  synchronized boolean isClosedByOthers(int number) throws SQLException {
    Object resource = get(number);
    return resource != null && !closedByProgram.get(number) && isClosed(resource);
  }

  /** Whether it has been collected. */
  synchronized boolean isCollected(int number) {
    return get(number) == null;
  }

  /** The resource; null where it has been collected. */
  synchronized @Nullable Object get(int number) {
    return number < resources.size() ? resources.get(number).get() : null;
  }

  /** Says something; what other threads say is sorted, as nobody knows which is first. */
  synchronized void say(String line) {
    (Thread.currentThread().getId() == main ? lines : linesOfOthers).add(line);
  }

  synchronized void sayOfOthers() {
    Collections.sort(linesOfOthers);
    lines.addAll(linesOfOthers);
    linesOfOthers.clear();
  }

  synchronized List<String> lines() {
    return List.copyOf(lines);
  }

  private static boolean isClosed(Object resource) throws SQLException {
    return resource instanceof HikariDataSource pool
        ? pool.isClosed()
        : ((Connection) resource).isClosed();
  }
}
