package io.robustdb.benchmark.measure;

import io.robustdb.benchmark.programs.RoundTrips;
import io.robustdb.benchmark.run.ChildJvm;
import io.robustdb.benchmark.run.Series;
import io.robustdb.benchmark.run.Settings;
import io.robustdb.benchmark.run.Variant;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.util.List;

/** The client's CPU time for a query at a PostgreSQL on the same machine. */
public final class RoundTrip implements Measurement {
  private static final double PERCENT = 2;
  private static final int ROUNDS = 30;
  private static final int FEW_ROUNDS = 6;

  @Override
  public String name() {
    return "round-trip";
  }

  @Override
  public List<Outcome> measure(Settings settings) throws Exception {
    try (EmbeddedPostgres server = EmbeddedPostgres.start()) {
      String url = "jdbc:postgresql://localhost:" + server.getPort() + "/postgres";
      ChildJvm jvm = ChildJvm.running(settings, RoundTrips.class, url);
      Series series = Series.run(settings.rounds(ROUNDS, FEW_ROUNDS), jvm::run, Variant.AGENT);
      return List.of(
          Outcome.addedPercent(
              "round trip to PostgreSQL, CPU of the thread",
              "ns",
              PERCENT,
              series,
              Variant.AGENT,
              "thread"),
          Outcome.addedPercent(
              "round trip to PostgreSQL, CPU of the JVM",
              "ns",
              NO_BUDGET,
              series,
              Variant.AGENT,
              "jvm"));
    }
  }
}
