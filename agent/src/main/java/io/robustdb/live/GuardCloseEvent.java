package io.robustdb.live;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/**
 * In recordings of the JDK's Flight Recorder: the guard closed what a failed check had left behind.
 */
@Name("robustdb.GuardClose")
@Label("Closed by the Guard")
@Category({"Java Application", "robustdb"})
@Description("The guard closed what a failed check had left behind.")
@StackTrace(true)
final class GuardCloseEvent extends ResourceEvent {
  @Label("Opened At")
  @Nullable String site;
}
