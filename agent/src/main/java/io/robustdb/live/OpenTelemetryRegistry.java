package io.robustdb.live;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** OpenTelemetry's global meter, by its API of 1.10 and above. */
final class OpenTelemetryRegistry implements Registry {
  static final String ENTRY = "io.opentelemetry.api.GlobalOpenTelemetry";

  private static final String METRICS = "io.opentelemetry.api.metrics.";
  private static final String COMMON = "io.opentelemetry.api.common.";

  private final Object meter;
  private final ClassLoader loader;
  private final Map<String, List<Series>> byName = new HashMap<>();
  private final List<AutoCloseable> instruments = new ArrayList<>();

  private OpenTelemetryRegistry(Object meter, ClassLoader loader) {
    this.meter = meter;
    this.loader = loader;
  }

  /** One set of labels of an instrument. */
  private record Series(Object attributes, LongSupplier value) {}

  /**
   * The meter, where the application has set a telemetry of its own: who asks before that sets it
   * for good, to one that does nothing.
   *
   * @param global the class {@value #ENTRY}
   */
  static @Nullable Registry of(Class<?> global) throws ReflectiveOperationException {
    Field set = global.getDeclaredField("globalOpenTelemetry");
    set.setAccessible(true);
    if (set.get(null) == null) {
      return null;
    }
    ClassLoader loader = global.getClassLoader();
    Object telemetry = global.getMethod("get").invoke(null);
    Object meter =
        Class.forName("io.opentelemetry.api.OpenTelemetry", true, loader)
            .getMethod("getMeter", String.class)
            .invoke(telemetry, "io.robustdb");
    return new OpenTelemetryRegistry(meter, loader);
  }

  @Override
  public void gauge(String name, String help, Map<String, String> labels, LongSupplier value)
      throws ReflectiveOperationException {
    List<Series> known = byName.get(name);
    if (known != null) {
      known.add(new Series(attributes(labels), value));
      return;
    }
    Object ofDoubles = call("Meter", "gaugeBuilder", String.class, meter, name);
    Object builder = type(METRICS + "DoubleGaugeBuilder").getMethod("ofLongs").invoke(ofDoubles);
    build("LongGaugeBuilder", builder, name, help, new Series(attributes(labels), value));
  }

  @Override
  public void counter(String name, String help, Map<String, String> labels, LongSupplier value)
      throws ReflectiveOperationException {
    List<Series> known = byName.get(name);
    if (known != null) {
      known.add(new Series(attributes(labels), value));
      return;
    }
    Object builder = call("Meter", "counterBuilder", String.class, meter, name);
    build("LongCounterBuilder", builder, name, help, new Series(attributes(labels), value));
  }

  private void build(String type, Object builder, String name, String help, Series first)
      throws ReflectiveOperationException {
    List<Series> all = new CopyOnWriteArrayList<>(List.of(first));
    Method write =
        type(METRICS + "ObservableLongMeasurement")
            .getMethod("record", long.class, type(COMMON + "Attributes"));
    Consumer<Object> callback = measurement -> record(measurement, write, all);
    call(type, "setDescription", String.class, builder, help);
    instruments.add(
        (AutoCloseable) call(type, "buildWithCallback", Consumer.class, builder, callback));
    byName.put(name, all);
  }

  /** In a thread of the application's, when it collects. */
  private static void record(Object measurement, Method write, List<Series> all) {
    try {
      for (Series each : all) {
        write.invoke(measurement, each.value().getAsLong(), each.attributes());
      }
    } catch (ReflectiveOperationException refused) {
      // it gets no number then
    }
  }

  private Object attributes(Map<String, String> labels) throws ReflectiveOperationException {
    Class<?> key = type(COMMON + "AttributeKey");
    Class<?> builderType = type(COMMON + "AttributesBuilder");
    Object builder = type(COMMON + "Attributes").getMethod("builder").invoke(null);
    Method put = builderType.getMethod("put", key, Object.class);
    for (Map.Entry<String, String> label : labels.entrySet()) {
      Object name = key.getMethod("stringKey", String.class).invoke(null, label.getKey());
      put.invoke(builder, name, label.getValue());
    }
    return builderType.getMethod("build").invoke(builder);
  }

  /** By the public interface: what implements it need not be. */
  private Object call(String type, String method, Class<?> parameter, Object on, Object argument)
      throws ReflectiveOperationException {
    return type(METRICS + type).getMethod(method, parameter).invoke(on, argument);
  }

  private Class<?> type(String name) throws ClassNotFoundException {
    return Class.forName(name, true, loader);
  }

  @Override
  public void close() throws ReflectiveOperationException {
    for (AutoCloseable instrument : instruments) {
      try {
        instrument.close();
      } catch (Exception refused) {
        throw new ReflectiveOperationException(refused);
      }
    }
  }
}
