package io.robustdb.log;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes to stderr through the agent's own copy of SLF4J, which has its name to itself: neither
 * does it read the application's settings nor the application's logging these. Loaded with the
 * first line only.
 */
final class Output {
  private final Logger logger;

  Output() {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    // the settings are looked for by the thread's loader, which is the application's
    thread.setContextClassLoader(Output.class.getClassLoader());
    try {
      logger = LoggerFactory.getLogger("robustdb");
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  void write(LogLevel level, String message) {
    switch (level) {
      case ERROR -> logger.error(message);
      case WARN -> logger.warn(message);
      case INFO -> logger.info(message);
      case DEBUG -> logger.debug(message);
      case OFF -> {
        // nothing is ever said at this level
      }
    }
  }
}
