package io.robustdb.it.failures;

/** What failed attempts leave at the server where nobody closes anything. */
enum Left {
  /** The session ends with the failure. */
  NOTHING,
  /** A session of each attempt. */
  SESSIONS,
  /** A session of each attempt, once there can be sessions: a pool fills up. */
  SESSIONS_LATER,
  /** One session, which keeps all others out. */
  THE_ONLY_SESSION,
  /** So many sessions that they keep all others out. */
  ALL_SESSIONS;

  /** Whether no other attempt can get through, even if nothing else is wrong any more. */
  boolean exhausts() {
    return this == THE_ONLY_SESSION || this == ALL_SESSIONS;
  }

  /** How many there are before the cause has gone. */
  int before(int failures) {
    return switch (this) {
      case NOTHING, SESSIONS_LATER -> 0;
      case SESSIONS, ALL_SESSIONS -> failures;
      case THE_ONLY_SESSION -> 1;
    };
  }

  /** How many there are after that. */
  int after(int failures) {
    return this == SESSIONS_LATER ? failures : before(failures);
  }
}
