package io.robustdb.it.generated;

import java.util.List;

/**
 * One piece of start-up code: opens, checks, fails and tries again. Its levels call each other, the
 * outermost last in the list; the innermost opens. Immutable.
 *
 * @param opener by what it opens
 * @param levels in what kind of code each level stands
 * @param isDirect whether the innermost level returns the opening call's result as it is
 * @param isPlain whether nothing but JDBC's own methods is called with the resource
 * @param checks the level that checks
 * @param consumes the first level that does not return the resource
 * @param catches the level that catches a failure for good
 * @param loops the level that tries again
 * @param attempts how often it is tried in all
 * @param succeedsAtLast whether the last attempt does not fail
 * @param puts the level that puts the resource into its place
 * @param putsAfterFailure whether it does so when the check has failed
 * @param laterAtEnd whether what is kept is taken up only at the end of the program
 */
record Episode(
    Opener opener,
    List<Shape> levels,
    boolean isDirect,
    boolean isPlain,
    int checks,
    int consumes,
    int catches,
    int loops,
    int attempts,
    boolean succeedsAtLast,
    Lead lead,
    Fault fault,
    Scope scope,
    Place place,
    int puts,
    boolean putsAfterFailure,
    Passing passing,
    Handling handling,
    Later later,
    boolean laterAtEnd) {

  int outermost() {
    return levels.size() - 1;
  }

  Shape shape(int level) {
    return levels.get(level);
  }

  boolean isPool() {
    return opener == Opener.POOL;
  }

  /** Whether a level returns the resource. */
  boolean returns(int level) {
    return level < consumes;
  }

  /** Whether a level has the resource in a variable. */
  boolean hasVariable(int level) {
    return level < consumes || (level == consumes && handling != Handling.RETURNS_BOTH);
  }

  /** Whether the level that checks has a catch block of its own, besides the one for good. */
  boolean intervenes() {
    return passing != Passing.NOTHING;
  }

  boolean fails(int attempt) {
    return attempt < attempts - 1 || !succeedsAtLast;
  }

  /** Whether what has failed is returned to the caller as if it had not. */
  boolean returnsFailed() {
    return handling == Handling.RETURNS_IT
        || handling == Handling.RETURNS_BOTH
        || handling == Handling.RETURNS_IT_IN_VAIN;
  }

  /** How many methods of a level run, one within the other. */
  int frames(int level) {
    return shape(level) == Shape.RECURSION ? 3 : 1;
  }

  /** The same of all levels that open. */
  int openingFrames() {
    int frames = 0;
    for (int level = 0; level <= outermost(); level++) {
      frames += opens(level) ? frames(level) : 0;
    }
    return frames;
  }

  /** Whether the outermost level that opens hands the resource on, out of the guard's sight. */
  boolean handsOn() {
    int last = outermost();
    while (!opens(last)) {
      last--;
    }
    return returns(last);
  }

  /**
   * Whether a level opens, by what its code says: it makes the opening call, borrows from the pool
   * that was opened, or calls something that returns what was opened.
   */
  boolean opens(int level) {
    boolean callsItself = shape(level) == Shape.RECURSION && returns(level);
    return level == 0
        || callsItself
        || borrows(level)
        || (returns(level - 1) && shape(level - 1).isTyped());
  }

  private boolean borrows(int level) {
    boolean toCheck = level == checks && (lead != Lead.NOTHING || fault.isJdbc());
    boolean toUse = level == consumes && isPlain;
    return isPool() && (toCheck || toUse);
  }
}
