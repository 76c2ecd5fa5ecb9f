package io.robustdb.it.scenarios.pools;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** An application with a registry of metrics, which it shows as lines. */
public final class Metered {
  private static final List<Object> KEPT = new ArrayList<>();

  /** In which the agent has looked for a registry, and given it what there is. */
  private static final int FOUND_MILLIS = 12_500;

  private Metered() {}

  /** Arguments: URL, user, password, and {@code micrometer}, {@code opentelemetry} or neither. */
  public static void main(String[] args) throws Exception {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(args[0]);
    config.setUsername(args[1]);
    config.setPassword(args[2]);
    config.setPoolName("orders");
    HikariDataSource pool = new HikariDataSource(config);
    try (Connection returned = pool.getConnection()) {
      use(returned);
    }
    KEPT.add(pool.getConnection());
    use((Connection) KEPT.get(0));
    switch (args[3]) {
      case "micrometer" -> micrometer();
      case "opentelemetry" -> openTelemetry();
      default -> late();
    }
    System.exit(0);
  }

  private static void micrometer() throws Exception {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    Metrics.addRegistry(registry);
    Thread.sleep(FOUND_MILLIS);
    show(registry);
    System.out.println("shown");
    System.in.read();
    System.out.println("left " + registry.getMeters().size());
  }

  private static void show(SimpleMeterRegistry registry) {
    for (Meter meter : registry.getMeters()) {
      for (Measurement measurement : meter.measure()) {
        System.out.println(
            meter.getId().getName()
                + " "
                + meter.getId().getTag("db.client.connection.pool.name")
                + " "
                + meter.getId().getTag("kind")
                + " "
                + meter.getId().getTag("db.client.connection.state")
                + " "
                + measurement.getValue());
      }
    }
  }

  private static void openTelemetry() throws Exception {
    InMemoryMetricReader reader = InMemoryMetricReader.create();
    set(reader);
    Thread.sleep(FOUND_MILLIS);
    for (MetricData metric : reader.collectAllMetrics()) {
      for (LongPointData point : metric.getLongSumData().getPoints()) {
        show(metric, point);
      }
      for (LongPointData point : metric.getLongGaugeData().getPoints()) {
        show(metric, point);
      }
    }
    System.out.println("shown");
    System.in.read();
    System.out.println("left " + reader.collectAllMetrics().size());
  }

  /** Who has asked for the telemetry before cannot set it any more. */
  private static void late() throws Exception {
    Class.forName(GlobalOpenTelemetry.class.getName()); // which initialises it
    Thread.sleep(FOUND_MILLIS);
    set(InMemoryMetricReader.create());
    System.out.println("shown");
    System.in.read();
  }

  private static void set(InMemoryMetricReader reader) {
    OpenTelemetrySdk.builder()
        .setMeterProvider(SdkMeterProvider.builder().registerMetricReader(reader).build())
        .buildAndRegisterGlobal();
  }

  private static void show(MetricData metric, LongPointData point) {
    System.out.println(
        metric.getName()
            + " "
            + of(point, "db.client.connection.pool.name")
            + " "
            + of(point, "kind")
            + " "
            + of(point, "db.client.connection.state")
            + " "
            + point.getValue());
  }

  private static String of(LongPointData point, String attribute) {
    return String.valueOf(point.getAttributes().get(AttributeKey.stringKey(attribute)));
  }

  private static void use(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SELECT 1");
    }
  }
}
