package io.robustdb.benchmark.measure;

import io.robustdb.benchmark.programs.RoundTrips;
import io.robustdb.benchmark.run.ChildJvm;
import io.robustdb.benchmark.run.Settings;
import io.robustdb.benchmark.run.SideBySide;
import io.robustdb.benchmark.run.Variant;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.util.List;

/** The client's CPU time for a query at a PostgreSQL on the same machine. */
public final class RoundTrip implements Measurement {
  private static final double PERCENT = 2;
  private static final int ROUNDS = 30;
  private static final int FEW_ROUNDS = 6;

  /** Turns before all is compiled, and trips in a turn of some ten milliseconds. */
  private static final int WARM_UPS = 200;

  private static final int TRIPS = 300;

  @Override
  public String name() {
    return "round-trip";
  }

  @Override
  public List<Outcome> measure(Settings settings) throws Exception {
    try (EmbeddedPostgres server = EmbeddedPostgres.start()) {
      String url = "jdbc:postgresql://localhost:" + server.getPort() + "/postgres";
      ChildJvm jvm = ChildJvm.running(settings, RoundTrips.class, url);
      SideBySide both =
          SideBySide.run(
              settings.rounds(ROUNDS, FEW_ROUNDS), jvm::start, Variant.AGENT, WARM_UPS, TRIPS);
      return List.of(
          new Outcome(
              "round trip to PostgreSQL, CPU of the thread",
              Variant.AGENT,
              "ns",
              both.plain(),
              both.other(),
              "%",
              both.percent(),
              PERCENT,
              1));
    }
  }
}
