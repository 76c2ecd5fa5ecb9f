package io.robustdb.report;

import io.robustdb.ledger.ResourceKind;
import java.util.Map;

/** How many resources of each kind there were. Immutable. */
public record Totals(
    Map<ResourceKind, Long> opened,
    Map<ResourceKind, Long> open,
    Map<ResourceKind, Long> closedByGuard) {

  /** How many were opened in all. */
  public long all() {
    long sum = 0;
    for (long count : opened.values()) {
      sum += count;
    }
    return sum;
  }
}
