package io.robustdb.guard;

import io.robustdb.jdk.Ownership;
import io.robustdb.jdk.Reach;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Adds what the frames of the calling thread can still use as roots.
 *
 * <p>A method that ends can use nothing any more. Where it ends with a throwable, its caller loses
 * its operand stack (JVMS 2.10), and a constructor that fails gives nobody its object: no caller of
 * it can use {@code this} up to the one that has begun to make it. What a frame has locked it will
 * unlock: to use it, it needs it in a variable as well, so monitors are no roots.
 *
 * <p>Used once.
 */
final class Frames implements Predicate<RobustdbFrames.Frame> {
  private final Reach reach;
  private final Libraries libraries;
  private final Moment moment;
  private boolean ended;
  private boolean operandsAreLost;
  private @Nullable Object unborn;

  Frames(Reach reach, Libraries libraries, Moment moment) {
    this.reach = reach;
    this.libraries = libraries;
    this.moment = moment;
  }

  void addAll() {
    RobustdbFrames.visit(this);
  }

  @Override
  public boolean test(RobustdbFrames.Frame frame) {
    Ownership owner = libraries.apply(frame.type());
    if (owner == Ownership.AGENT) {
      return true; // the guard's own way here, over the bridge
    }
    if (frame.method().equals("<clinit>")) {
      reach.staticsSoFar(frame.type()); // what it has put there is read by others later
    }
    if (moment.ends() && !ended) {
      ended = true;
      operandsAreLost = moment.thrown() != null;
      unborn = operandsAreLost && isConstructor(frame) ? frame.locals()[0] : null;
      return true;
    }
    Ownership holder = owner == Ownership.JDK ? Ownership.JDK : Ownership.OTHER;
    Object lost = unborn;
    if (lost != null && isConstructor(frame) && frame.locals()[0] == lost) {
      add(frame.locals(), 1, holder);
    } else {
      unborn = null;
      add(frame.locals(), 0, holder);
      if (!operandsAreLost) {
        add(frame.operands(), 0, holder);
      }
      operandsAreLost = false;
    }
    return !reach.isOver();
  }

  private void add(Object[] objects, int from, Ownership holder) {
    for (int index = from; index < objects.length; index++) {
      reach.root(objects[index], holder);
    }
  }

  private static boolean isConstructor(RobustdbFrames.Frame frame) {
    return frame.method().equals("<init>") && frame.locals().length > 0;
  }
}
