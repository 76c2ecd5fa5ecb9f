package io.robustdb.live;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/**
 * In recordings of the JDK's Flight Recorder that ask for it: a connection was borrowed from a
 * pool. There may be thousands in a second, and a stack costs more than a borrow.
 */
@Name("robustdb.Checkout")
@Label("Checkout")
@Category({"Java Application", "robustdb"})
@Description("A connection was borrowed from a pool.")
@Enabled(false)
@StackTrace(true)
final class CheckoutEvent extends Event {
  @Label("Type")
  @Nullable String type;

  @Label("Pool")
  @Nullable String pool;
}
