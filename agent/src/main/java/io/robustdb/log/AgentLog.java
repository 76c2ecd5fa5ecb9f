package io.robustdb.log;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * What the agent has to say of itself. Threads of the application only leave a line here; the
 * agent's own thread writes it, because writing may block.
 *
 * <p>Thread-safe. At most {@value #KEPT} lines wait; more are counted and said in one line.
 */
public final class AgentLog {
  private static final int KEPT = 1000;

  private final LogLevel shown;
  private final ConcurrentLinkedQueue<Line> lines = new ConcurrentLinkedQueue<>();
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicInteger dropped = new AtomicInteger();
  private @Nullable Output output;

  /**
   * @param shown the last level that is written
   */
  public AgentLog(LogLevel shown) {
    this.shown = shown;
  }

  /** Whether lines of a level are written; ask before a line that costs something to make. */
  public boolean shows(LogLevel level) {
    return level != LogLevel.OFF && level.compareTo(shown) <= 0;
  }

  public void warn(String message) {
    leave(LogLevel.WARN, message);
  }

  public void info(String message) {
    leave(LogLevel.INFO, message);
  }

  public void debug(String message) {
    leave(LogLevel.DEBUG, message);
  }

  /** Writes what waits. Never in a thread of the application. */
  public synchronized void write() {
    for (Line line = lines.poll(); line != null; line = lines.poll()) {
      waiting.decrementAndGet();
      for (String part : line.message().split("\n", -1)) {
        output().write(line.level(), Printable.of(part)); // each says by its begin whose it is
      }
    }
    int lost = dropped.getAndSet(0);
    if (lost > 0) {
      output().write(LogLevel.WARN, lost + " more lines of this log were not kept");
    }
  }

  private void leave(LogLevel level, String message) {
    if (!shows(level)) {
      return;
    }
    if (waiting.incrementAndGet() > KEPT) {
      waiting.decrementAndGet();
      dropped.incrementAndGet();
    } else {
      lines.add(new Line(level, message));
    }
  }

  private Output output() {
    Output ready = output;
    if (ready == null) {
      ready = new Output();
      output = ready;
    }
    return ready;
  }

  private record Line(LogLevel level, String message) {}
}
