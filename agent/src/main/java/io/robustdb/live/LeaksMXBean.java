package io.robustdb.live;

import java.util.List;
import java.util.Map;

/**
 * What a JVM tells of its leaks by JMX, as {@value #NAME}. Sends a notification of the type {@value
 * #FOUND} at the first leak of each site and verdict; what is open only shows as a finding.
 */
public interface LeaksMXBean {
  String NAME = "io.robustdb:type=Leaks";
  String FOUND = "robustdb.leak";

  /** The agent's version. */
  String getVersion();

  /** How many were opened since the start, by kind. */
  Map<String, Long> getOpened();

  /** How many are open now, by kind. */
  Map<String, Long> getOpen();

  /** How many the guard has closed, by kind. */
  Map<String, Long> getClosedByGuard();

  /** What is open or was lost, the gravest and biggest first; as of a second ago at most. */
  List<LeakData> getFindings();

  /** The report of now, as text. */
  String snapshot();

  /**
   * Closes what {@code guard=observe} has left open and would have closed; nothing else. Without
   * effect where the guard closes by itself, or is off.
   *
   * @return how many were closed
   */
  int closeLate();
}
