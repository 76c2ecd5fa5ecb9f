package io.robustdb.live;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/**
 * In recordings of the JDK's Flight Recorder: a check of a connection or pool that has not worked
 * yet failed.
 */
@Name("robustdb.ProbeFailed")
@Label("Check Failed")
@Category({"Java Application", "robustdb"})
@Description("A check of a connection or pool that has not worked yet failed.")
@StackTrace(true)
final class ProbeFailedEvent extends ResourceEvent {
  @Label("Check")
  @Nullable String check;

  @Label("Error")
  @Nullable String error;

  @Label("SQL State")
  @Nullable String sqlState;

  @Label("Message")
  @Nullable String message;
}
