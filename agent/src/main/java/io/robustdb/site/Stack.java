package io.robustdb.site;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The stack of a thread at one moment. Taken undecoded, because decoding costs many times what
 * taking does and most stacks are never read; decoded once on the first reading, and before it can
 * outlive its resource, because an undecoded one pins the class loaders of its frames.
 *
 * <p>Thread-safe: decoding twice gives the same.
 */
public final class Stack {
  private volatile @Nullable Snapshot snapshot;
  private volatile @Nullable List<StackTraceElement> frames;

  private Stack(Snapshot snapshot) {
    this.snapshot = snapshot;
  }

  /** The calling thread's stack, now. */
  public static Stack here() {
    return new Stack(new Snapshot());
  }

  /** The frames from the innermost to the outermost, without the agent's own. */
  public List<StackTraceElement> frames() {
    decode();
    List<StackTraceElement> decoded = frames;
    return decoded == null ? List.of() : decoded;
  }

  /** Whether {@link #decode} has been called. */
  public boolean isDecoded() {
    return snapshot == null;
  }

  /** Reads the frames and lets go of everything that the undecoded stack held. */
  public void decode() {
    Snapshot undecoded = snapshot;
    if (undecoded != null) {
      frames = withoutOwn(undecoded.getStackTrace());
      snapshot = null;
    }
  }

  private static List<StackTraceElement> withoutOwn(StackTraceElement[] all) {
    int first = 0;
    while (first < all.length && isOwn(all[first].getClassName())) {
      first++;
    }
    return List.of(all).subList(first, all.length);
  }

  private static boolean isOwn(String className) {
    return className.startsWith("java.lang.Robustdb")
        || className.startsWith("io.robustdb.observe.")
        || className.startsWith("io.robustdb.guard.")
        || className.startsWith("io.robustdb.ledger.")
        || className.startsWith("io.robustdb.site.")
        || className.startsWith("io.robustdb.jdbc.");
  }

  /** The cheapest stack there is; nobody ever throws it. */
  private static final class Snapshot extends Throwable {
    private static final long serialVersionUID = 1L;

    Snapshot() {
      super(null, null, false, true);
    }
  }
}
