package io.robustdb.report;

import io.robustdb.ledger.Closed;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * One resource of a finding. Immutable.
 *
 * @param openedMillis since the epoch
 * @param lastUsedMillis since the epoch
 * @param lastSql masked, null where none was executed
 * @param thread the name of the opening thread
 * @param virtual whether that was a virtual one
 * @param serverSession the server's number of the session, null where the driver does not tell
 * @param openerEnded whether the opening thread had ended
 * @param test in which it was opened; null where that is not known
 * @param closedByGuard when the guard closed it; null where it did not
 */
public record Instance(
    Outcome outcome,
    long openedMillis,
    long lastUsedMillis,
    @Nullable String lastSql,
    String thread,
    boolean virtual,
    @Nullable String serverSession,
    boolean openerEnded,
    @Nullable String test,
    @Nullable Closed closedByGuard) {

  /** Those that may still be asked for, and the oldest of them, come first. */
  static final Comparator<Instance> OPEN_AND_OLD_FIRST =
      Comparator.comparing((Instance instance) -> !instance.isOpen())
          .thenComparingLong(Instance::openedMillis);

  /** Whether it was open when the report was made. */
  public boolean isOpen() {
    return outcome.isOpen();
  }
}
