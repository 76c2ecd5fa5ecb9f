package java.lang;

import java.util.Set;
import java.util.function.Predicate;

/**
 * The frames of the calling thread with the objects that each of them can still use, as the JVM
 * itself tells: what a local variable held that is not used any more is not among them.
 *
 * <p>Lives in {@code java.lang} because the JDK tells it only there.
 */
public final class RobustdbFrames {
  /** Made when it is first needed, which in most JVMs is never. */
  private static final StackWalker WALKER =
      LiveStackFrame.getStackWalker(
          Set.of(StackWalker.Option.RETAIN_CLASS_REFERENCE, StackWalker.Option.SHOW_HIDDEN_FRAMES));

  private RobustdbFrames() {}

  /** Shows the frames from the innermost to the outermost, until a visitor has seen enough. */
  public static void visit(Predicate<Frame> visitor) {
    WALKER.walk(
        frames -> {
          frames.map(Frame::new).allMatch(visitor);
          return null;
        });
  }

  /** One frame. Its arrays hold null where there is no object. */
  public static final class Frame {
    private final Class<?> type;
    private final String method;
    private final Object[] locals;
    private final Object[] operands;

    Frame(StackWalker.StackFrame frame) {
      LiveStackFrame live = (LiveStackFrame) frame;
      type = frame.getDeclaringClass();
      method = frame.getMethodName();
      locals = objects(live.getLocals());
      operands = objects(live.getStack());
    }

    /** The class that declares the method. */
    public Class<?> type() {
      return type;
    }

    /** The name of the method. */
    public String method() {
      return method;
    }

    /** The local variables. */
    public Object[] locals() {
      return locals;
    }

    /** What lies on the operand stack. */
    public Object[] operands() {
      return operands;
    }

    private static Object[] objects(Object[] values) {
      Object[] objects = new Object[values.length];
      for (int index = 0; index < values.length; index++) {
        Object value = values[index];
        objects[index] = value instanceof LiveStackFrame.PrimitiveSlot ? null : value;
      }
      return objects;
    }
  }
}
