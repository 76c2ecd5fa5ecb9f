package io.robustdb.it.generated;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Holds a program at its checkpoints to what must have become of what it has opened. */
final class Checkpoints {
  private final Sessions sessions;
  private final String program;
  private final Openings openings;
  private final List<String> expected;
  private final boolean guarded;
  private final List<String> mismatches = new ArrayList<>();
  private final BitSet failed = new BitSet();
  private int passed;
  private int left;
  private int collections;

  /**
   * @param expected a letter of {@link Fate} for each resource, for each checkpoint
   * @param guarded whether there is a guard
   */
  Checkpoints(
      Sessions sessions,
      String program,
      Openings openings,
      List<String> expected,
      boolean guarded) {
    this.sessions = sessions;
    this.program = program;
    this.openings = openings;
    this.expected = expected;
    this.guarded = guarded;
  }

  void pass() throws SQLException, InterruptedException {
    String here = passed < expected.size() ? expected.get(passed) : "";
    if (openings.count() != here.length()) {
      mismatch(openings.count() + " are open, expected " + here);
    }
    passed++;
    if (guarded) {
      BitSet ended = closed(here);
      ended.andNot(failed);
      BitSet alive = sessions.aliveWithout(program, ended);
      if (leaves(here, alive)) {
        // what another thread might have had in a variable, the collector knows
        collections++;
        System.gc();
        alive = sessions.aliveWithout(program, ended);
      }
      for (int number = 0; number < here.length(); number++) {
        if (!failed.get(number)) {
          hold(number, Fate.of(here.charAt(number)), alive.get(number));
        }
      }
    }
  }

  /** The end of the program: without a guard, what it would have closed must be there. */
  void end() throws SQLException, InterruptedException {
    if (passed != expected.size()) {
      mismatch("it is the last one, expected " + expected.size());
    }
    String last = expected.get(expected.size() - 1);
    BitSet alive = guarded ? new BitSet() : sessions.alive(program);
    for (int number = 0; number < last.length() && !guarded; number++) {
      if (Fate.of(last.charAt(number)) == Fate.GUARDED
          && !alive.get(number)
          && !openings.isCollected(number)) {
        mismatch("session " + number + " leaks in no way");
      }
    }
  }

  /** Whether all that is wrong is that sessions are there which the guard should have closed. */
  boolean isOnlyLeft() {
    return left > 0 && left == mismatches.size();
  }

  List<String> mismatches() {
    return mismatches;
  }

  void terminateLast() throws SQLException {
    sessions.terminate(program, openings.count() - 1);
  }

  private void hold(int number, Fate fate, boolean isAlive) throws SQLException {
    boolean kept = fate == Fate.KEPT;
    boolean closed = fate == Fate.CLOSED || fate == Fate.GUARDED;
    if (isAlive ? closed : kept) {
      left += isAlive && fate == Fate.GUARDED ? 1 : 0;
      failed.set(number);
      mismatch("session " + number + (isAlive ? " is alive" : " is gone") + ", expected " + fate);
    } else if ((kept || fate == Fate.HANDS_OFF) && openings.isClosedByOthers(number)) {
      failed.set(number);
      mismatch("resource " + number + " was closed, expected " + fate);
    }
  }

  /** Whether something is there that the guard is to close. */
  private boolean leaves(String fates, BitSet alive) {
    for (int number = 0; number < fates.length(); number++) {
      boolean guardsIt = Fate.of(fates.charAt(number)) == Fate.GUARDED;
      if (guardsIt && alive.get(number) && !failed.get(number)) {
        return true;
      }
    }
    return false;
  }

  /** How often the collector was needed. */
  int collections() {
    return collections;
  }

  private static BitSet closed(String fates) {
    BitSet closed = new BitSet();
    for (int number = 0; number < fates.length(); number++) {
      Fate fate = Fate.of(fates.charAt(number));
      closed.set(number, fate == Fate.CLOSED || fate == Fate.GUARDED);
    }
    return closed;
  }

  private void mismatch(String what) {
    mismatches.add("at checkpoint " + passed + ": " + what);
  }
}
