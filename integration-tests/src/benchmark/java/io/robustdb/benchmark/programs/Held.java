package io.robustdb.benchmark.programs;

import io.robustdb.benchmark.load.Frames;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Opens connections at a depth of sixty frames and keeps them. Confined to its thread.
 *
 * <p>Only the innermost method handles connections: each that hands one on is an activation, and
 * fifty of those are another measurement.
 */
abstract class Held {
  /** The argument with which a program ends while everything is open. */
  static final String AT_EXIT = "at-exit";

  private static final int DEPTH = 60;
  private static final int WARM_UP = 20;

  private final Connection[] connections;

  /**
   * @param count how many to open
   */
  Held(int count) {
    this.connections = new Connection[count];
  }

  /** Opens the connection that comes to a place. */
  abstract Connection open(int place) throws SQLException;

  /**
   * Tells the heap that each one takes when all are open, and again when the agent has read their
   * stacks; or {@link #AT_EXIT} the time of day when it ends, which it does at once.
   */
  final void run(String... arguments) throws SQLException, InterruptedException {
    if (arguments.length > 0 && arguments[0].equals(AT_EXIT)) {
      openAll();
      System.out.println("exit=" + System.currentTimeMillis());
      System.exit(0);
    }
    for (int number = 0; number < WARM_UP; number++) {
      descend(Frames.upTo(DEPTH), 0);
      connections[0].close();
    }
    long before = Heap.settled();
    openAll();
    System.out.println("bytes=" + each(Heap.used() - before));
    System.out.println("settled=" + each(Heap.settled() - before));
    for (Connection connection : connections) {
      connection.close();
    }
  }

  private double each(long bytes) {
    return (double) bytes / connections.length;
  }

  private void openAll() throws SQLException {
    int frames = Frames.upTo(DEPTH);
    for (int place = 0; place < connections.length; place++) {
      descend(frames, place);
    }
  }

  private void descend(int left, int place) throws SQLException {
    if (left <= 1) {
      connections[place] = open(place);
    } else {
      descend(left - 1, place);
    }
  }
}
