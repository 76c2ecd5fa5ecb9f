package io.robustdb.guard;

import io.robustdb.jdk.LiveThreads;
import io.robustdb.jdk.Ownership;
import io.robustdb.jdk.Reach;
import io.robustdb.ledger.Ledger;
import io.robustdb.ledger.Resource;
import io.robustdb.site.ApplicationCode;
import io.robustdb.site.DriverCode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks whether anybody can still use a resource: from what the calling thread's frames can still
 * use, what is returned or thrown just now, the thread locals and tasks of all threads, and the
 * static fields of all initialised classes. What it cannot see, other threads' frames above all, it
 * does not take for nothing.
 *
 * <p>Thread-safe. Called in the thread that ends a method or opens again.
 */
final class Proof {
  private static final int MAXIMUM_OBJECTS = 1_000_000;
  private static final long NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private final Ledger ledger;
  private final ApplicationCode code;
  private final DriverCode drivers;
  private final Supplier<Class<?>[]> classes;

  /**
   * @param classes gives all classes that the JVM has loaded
   */
  Proof(Ledger ledger, ApplicationCode code, DriverCode drivers, Supplier<Class<?>[]> classes) {
    this.drivers = drivers;
    this.ledger = ledger;
    this.code = code;
    this.classes = classes;
  }

  /** Why a resource must be left alone; null where nobody can use it any more. */
  @Nullable String whyKept(Resource resource, Object object, Moment moment) {
    List<Object> targets = new ArrayList<>();
    targets.add(object);
    ledger.forEachLinkTo(resource, targets::add);
    Libraries libraries = new Libraries(object.getClass(), code);
    Reach reach = new Reach(targets, libraries, MAXIMUM_OBJECTS, NANOS);
    Frames frames = new Frames(reach, libraries, moment);
    reach.root(moment.result(), Ownership.OTHER);
    reach.root(moment.thrown(), Ownership.OTHER);
    frames.addAll();
    reach.follow();
    String way = "a local variable";
    if (!reach.isOver()) {
      way = "a thread";
      for (Thread thread : LiveThreads.all()) {
        reach.root(thread, Ownership.JDK);
      }
      reach.follow();
    }
    if (!reach.isOver()) {
      way = "";
      for (Class<?> type : classes.get()) {
        if (reach.isOver()) {
          break;
        }
        reach.statics(type);
      }
      reach.follow();
    }
    if (reach.isFound()) {
      return "held by " + HolderPath.of(way, reach.path(), classes);
    }
    if (reach.unsure() != null) {
      return reach.unsure();
    }
    // another thread may have in a variable what no object refers to any more
    return LiveThreads.busy(name -> libraries.isOwn(name) || drivers.has(name));
  }
}
