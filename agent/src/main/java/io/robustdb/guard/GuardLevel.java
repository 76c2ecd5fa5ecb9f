package io.robustdb.guard;

/** How far the guard goes. */
public enum GuardLevel {
  /** Closes nothing and looks at nothing. */
  OFF,
  /** Closes nothing and says what it would have closed. */
  OBSERVE,
  /** Closes what was lost before the server ever answered on it. */
  STARTUP,
  /** Also what was used with success before it was lost by an error or a retry. */
  LOST
}
