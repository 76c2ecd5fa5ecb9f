package io.robustdb.it.generated;

/** What must have become of a resource at some moment. */
enum Fate {
  /** Somebody keeps it: its session is there. */
  KEPT('K'),
  /** The application has closed it. */
  CLOSED('C'),
  /** A failed check left it, and the guard has closed it. */
  GUARDED('G'),
  /** Nobody can use it, but the guard has no reason to close it. */
  HANDS_OFF('H'),
  /** The guard may close it, and need not have done so yet. */
  OPEN_TO_GUARD('O'),
  /** The server has ended its session. */
  DEAD('D');

  private final char letter;

  Fate(char letter) {
    this.letter = letter;
  }

  char letter() {
    return letter;
  }

  static Fate of(char letter) {
    for (Fate fate : values()) {
      if (fate.letter == letter) {
        return fate;
      }
    }
    throw new IllegalArgumentException("no fate is called " + letter);
  }
}
