package io.robustdb.live;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/**
 * In recordings of the JDK's Flight Recorder: a connection, a checkout or a pool was lost without
 * being closed, or closed too late.
 */
@Name("robustdb.Leak")
@Label("Leak")
@Category({"Java Application", "robustdb"})
@Description(
    "A connection, a checkout or a pool was lost without being closed, or closed too late.")
@StackTrace(false)
final class LeakEvent extends ResourceEvent {
  @Label("Verdict")
  @Nullable String verdict;

  @Label("Opened At")
  @Nullable String site;

  @Label("Opening Thread")
  @Nullable String openedBy;

  @Label("Opening Stack")
  @Nullable String openingStack;

  @Label("Fingerprint")
  @Nullable String fingerprint;
}
