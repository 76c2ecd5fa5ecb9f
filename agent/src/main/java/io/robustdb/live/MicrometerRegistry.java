package io.robustdb.live;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Micrometer's global registry, as it has been since 1.1. */
final class MicrometerRegistry implements Registry {
  static final String ENTRY = "io.micrometer.core.instrument.Metrics";

  private static final String PACKAGE = "io.micrometer.core.instrument.";

  private final Object registry;
  private final Class<?> registryType;
  private final ClassLoader loader;
  private final List<Object> meters = new ArrayList<>();

  /** What counters refer to weakly. */
  private final List<LongSupplier> values = new ArrayList<>();

  private MicrometerRegistry(Object registry, ClassLoader loader)
      throws ReflectiveOperationException {
    this.registry = registry;
    this.loader = loader;
    this.registryType = Class.forName(PACKAGE + "MeterRegistry", true, loader);
  }

  /**
   * The registry, where the application has put one behind it.
   *
   * @param metrics the class {@value #ENTRY}
   */
  static @Nullable Registry of(Class<?> metrics) throws ReflectiveOperationException {
    Object global = metrics.getField("globalRegistry").get(null);
    Collection<?> behind =
        (Collection<?>) global.getClass().getMethod("getRegistries").invoke(global);
    return behind.isEmpty() ? null : new MicrometerRegistry(global, metrics.getClassLoader());
  }

  @Override
  public void gauge(String name, String help, Map<String, String> labels, LongSupplier value)
      throws ReflectiveOperationException {
    Supplier<Number> number = value::getAsLong;
    Class<?> type = Class.forName(PACKAGE + "Gauge", true, loader);
    Method builder = type.getMethod("builder", String.class, Supplier.class);
    register(builder.invoke(null, name, number), help, labels);
  }

  @Override
  public void counter(String name, String help, Map<String, String> labels, LongSupplier value)
      throws ReflectiveOperationException {
    values.add(value);
    ToDoubleFunction<LongSupplier> read = LongSupplier::getAsLong;
    Class<?> type = Class.forName(PACKAGE + "FunctionCounter", true, loader);
    Method builder = type.getMethod("builder", String.class, Object.class, ToDoubleFunction.class);
    register(builder.invoke(null, name, value, read), help, labels);
  }

  private void register(Object builder, String help, Map<String, String> labels)
      throws ReflectiveOperationException {
    List<String> tags = new ArrayList<>();
    labels.forEach(
        (name, value) -> {
          tags.add(name);
          tags.add(value);
        });
    Class<?> type = builder.getClass();
    type.getMethod("tags", String[].class).invoke(builder, (Object) tags.toArray(String[]::new));
    type.getMethod("description", String.class).invoke(builder, help);
    meters.add(type.getMethod("register", registryType).invoke(builder, registry));
  }

  @Override
  public void close() throws ReflectiveOperationException {
    Method remove =
        registryType.getMethod("remove", Class.forName(PACKAGE + "Meter", true, loader));
    for (Object meter : meters) {
      remove.invoke(registry, meter);
    }
  }
}
