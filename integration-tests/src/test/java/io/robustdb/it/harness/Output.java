package io.robustdb.it.harness;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * One output stream of a child JVM, read by a thread of its own so that the child never blocks.
 * Thread-safe.
 */
final class Output {
  private final Object lock = new Object();
  private final List<String> lines = new ArrayList<>();
  private final Thread reader;
  private int awaited;
  private boolean ended;

  Output(InputStream stream, String name) {
    reader = new Thread(() -> read(stream), name);
    reader.setDaemon(true);
    reader.start();
  }

  /**
   * Waits for the next line that contains the text, behind the one found last.
   *
   * @return whether it came, before the deadline and the end of the stream
   */
  boolean await(String text, long deadlineNanos) throws InterruptedException {
    synchronized (lock) {
      while (true) {
        while (awaited < lines.size()) {
          if (lines.get(awaited++).contains(text)) {
            return true;
          }
        }
        long left = (deadlineNanos - System.nanoTime()) / 1_000_000;
        if (ended || left <= 0) {
          return false;
        }
        lock.wait(left);
      }
    }
  }

  /** The stream stays open where a grandchild inherited it: the wait is bounded. */
  void awaitEnd(long millis) throws InterruptedException {
    reader.join(millis);
  }

  String text() {
    synchronized (lock) {
      return String.join("\n", lines);
    }
  }

  private void read(InputStream stream) {
    try (var buffered = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      for (String line = buffered.readLine(); line != null; line = buffered.readLine()) {
        add(line);
      }
    } catch (IOException e) {
      add("[the stream broke: " + e.getMessage() + "]");
    } finally {
      end();
    }
  }

  private void add(String line) {
    synchronized (lock) {
      lines.add(line);
      lock.notifyAll();
    }
  }

  private void end() {
    synchronized (lock) {
      ended = true;
      lock.notifyAll();
    }
  }
}
