package io.robustdb.live;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/** In recordings of the JDK's Flight Recorder: a connection or a pool was opened. */
@Name("robustdb.Open")
@Label("Resource Opened")
@Category({"Java Application", "robustdb"})
@Description("A connection or a pool was opened.")
@StackTrace(true)
final class OpenEvent extends ResourceEvent {
  @Label("Server Session")
  @Nullable String session;
}
