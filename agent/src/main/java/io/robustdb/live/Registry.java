package io.robustdb.live;

import java.util.Map;
import java.util.function.LongSupplier;

/**
 * The application's own registry of metrics, reached by reflection: its classes are not ours. Used
 * by the agent's own thread; what it is given is read by the application's.
 */
interface Registry {
  /** A number that goes up and down. */
  void gauge(String name, String help, Map<String, String> labels, LongSupplier value)
      throws ReflectiveOperationException;

  /** A number that only goes up. */
  void counter(String name, String help, Map<String, String> labels, LongSupplier value)
      throws ReflectiveOperationException;

  /** Takes back all that it was given. */
  void close() throws ReflectiveOperationException;
}
