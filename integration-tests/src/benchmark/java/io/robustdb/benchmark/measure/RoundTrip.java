package io.robustdb.benchmark.measure;

import io.robustdb.benchmark.programs.RoundTrips;
import io.robustdb.benchmark.run.ChildJvm;
import io.robustdb.benchmark.run.Core;
import io.robustdb.benchmark.run.Settings;
import io.robustdb.benchmark.run.SideBySide;
import io.robustdb.benchmark.run.Variant;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** The client's CPU time for a query at a PostgreSQL on the same machine. */
public final class RoundTrip implements Measurement {
  private static final double PERCENT = 2;
  private static final int ROUNDS = 30;
  private static final int FEW_ROUNDS = 6;

  /** Turns before all is compiled, and trips in a turn of some ten milliseconds. */
  private static final int WARM_UPS = 200;

  private static final int TURNS = 100;
  private static final int TRIPS = 300;

  @Override
  public String name() {
    return "round-trip";
  }

  @Override
  public List<Outcome> measure(Settings settings) throws Exception {
    try (EmbeddedPostgres server = EmbeddedPostgres.start()) {
      Core.FIRST.take(process(server));
      String url = "jdbc:postgresql://localhost:" + server.getPort() + "/postgres";
      ChildJvm jvm = ChildJvm.running(settings, RoundTrips.class, url);
      SideBySide both =
          SideBySide.run(
              settings.rounds(ROUNDS, FEW_ROUNDS),
              jvm::start,
              Variant.AGENT,
              WARM_UPS,
              TURNS,
              TRIPS);
      return List.of(
          Outcome.addedPercent(
              "round trip to PostgreSQL, CPU of the thread", "ns", PERCENT, both, Variant.AGENT));
    }
  }

  /** The server's first process, which starts one for each session. */
  private static long process(EmbeddedPostgres server) throws SQLException {
    String sql = "SELECT split_part(pg_read_file('postmaster.pid'), chr(10), 1)";
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement();
        ResultSet number = statement.executeQuery(sql)) {
      number.next();
      return number.getLong(1);
    }
  }
}
