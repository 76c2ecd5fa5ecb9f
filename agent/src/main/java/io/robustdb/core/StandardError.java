package io.robustdb.core;

import io.robustdb.log.Printable;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The process's own standard error, as it was at the start: {@code System.err} may have been
 * replaced or closed by then. Thread-safe: a text is written in one go.
 */
final class StandardError {
  private final FileOutputStream stream = new FileOutputStream(FileDescriptor.err);

  /** Writes one line under the agent's name. */
  void say(String message) {
    lines(List.of("robustdb: " + message));
  }

  /** Writes lines as they are. */
  void lines(List<String> lines) {
    StringBuilder text = new StringBuilder();
    for (String line : lines) {
      text.append(Printable.of(line)).append(System.lineSeparator());
    }
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    try {
      synchronized (stream) {
        stream.write(bytes);
      }
    } catch (IOException closed) {
      // there is nowhere else to say it
    }
  }
}
