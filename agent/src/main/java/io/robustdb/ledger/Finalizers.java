package io.robustdb.ledger;

import io.robustdb.site.ApplicationCode;
import io.robustdb.site.DriverCode;
import java.lang.StackWalker.StackFrame;
import org.jspecify.annotations.Nullable;

/**
 * Who closes what only finalizers can reach any more. That of something else, such as a pool that
 * is dropped, closes what it has, as it is to. That of a driver's or a pool's own class is the last
 * net of these: who opened the object has lost it.
 *
 * <p>Immutable.
 */
final class Finalizers {
  private static final StackWalker WALKER = StackWalker.getInstance();

  private final DriverCode drivers;
  private final ApplicationCode code;

  Finalizers(DriverCode drivers, ApplicationCode code) {
    this.drivers = drivers;
    this.code = code;
  }

  /** The class whose finalizer the calling thread runs; null for none. */
  static @Nullable String running() {
    return WALKER.walk(
        frames ->
            frames
                .filter(frame -> frame.getMethodName().equals("finalize"))
                .map(StackFrame::getClassName)
                .findFirst()
                .orElse(null));
  }

  /** Whether the calling thread runs the finalizer of a resource's own driver or pool. */
  boolean isOwnRunning(Resource resource) {
    String running = running();
    return running != null && isOwn(running, resource);
  }

  /** Whether that of something else has used a resource, which may have come too late to close. */
  boolean hasOther(Resource resource) {
    return resource.isUsedByFinalizer(type -> !isOwn(type, resource));
  }

  private boolean isOwn(String type, Resource resource) {
    boolean connection = resource.kind() == ResourceKind.CONNECTION;
    return (connection && drivers.has(type))
        || (!code.isApplication(type)
            && ApplicationCode.rootOf(type).equals(ApplicationCode.rootOf(resource.type())));
  }
}
