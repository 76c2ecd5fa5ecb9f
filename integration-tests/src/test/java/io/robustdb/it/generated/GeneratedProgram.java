package io.robustdb.it.generated;

import java.util.List;

/** What every generated program is. */
public interface GeneratedProgram {
  /**
   * What must hold at each of its checkpoints, one after the other: a letter of {@link Fate} for
   * each resource opened so far.
   */
  List<String> expected();

  /** Whether it leaves a thread behind that is never at rest, and so runs behind all others. */
  boolean isLast();

  /** Runs it. */
  void run(Context context) throws Exception;

  /** Lets go of what it has kept. */
  void clear();
}
