package io.robustdb.it.generated;

/** What the oracle knows of one resource. For one thread. */
final class Simulated {
  /**
   * So often in vain, and the guard makes a pause before it looks again, which may be too long for
   * these programs.
   */
  private static final int LOOKS_WITHOUT_PAUSE = 8;

  final Episode episode;

  /** The server has answered on it. */
  boolean proven;

  /** Its check failed, or a method that opened it ended by an error. */
  boolean suspect;

  boolean closed;
  boolean guarded;
  boolean dead;

  /** Its place has it. */
  boolean placed;

  /** The exception, or the result, that is on its way has it. */
  boolean carried;

  /** A variable may have it, that nobody reads any more. */
  boolean inVariable;

  Simulated(Episode episode) {
    this.episode = episode;
  }

  private int looksInVain;

  /**
   * The guard looks at it.
   *
   * @param times how often, one after the other
   */
  void look(boolean busy, int times) {
    if (!suspect || proven || closed) {
      return;
    }
    if (placed || carried || inVariable || busy) {
      looksInVain += times;
    } else if (looksInVain < LOOKS_WITHOUT_PAUSE) {
      guarded = true;
    }
  }

  /** A method that opened it ends by an error. */
  void unwind() {
    suspect = suspect || (!proven && !closed);
  }

  void close() {
    closed = true;
    placed = false;
    carried = false;
  }

  Fate fate() {
    if (dead) {
      return Fate.DEAD;
    } else if (closed) {
      return Fate.CLOSED;
    } else if (guarded) {
      return Fate.GUARDED;
    } else if (isSurelyKept()) {
      return episode.place() == Place.DELAYED ? Fate.HANDS_OFF : Fate.KEPT;
    }
    // a connection that was handed on and never used is closed when the collector has found it
    boolean collected = !episode.isPool() && episode.handsOn();
    return !proven && (suspect || collected) ? Fate.OPEN_TO_GUARD : Fate.HANDS_OFF;
  }

  /** A list that nobody looks at again may be dead before its variable is. */
  private boolean isSurelyKept() {
    boolean unread = episode.later() == Later.NEVER && !episode.place().parameter().isEmpty();
    return carried || (placed && !unread);
  }
}
