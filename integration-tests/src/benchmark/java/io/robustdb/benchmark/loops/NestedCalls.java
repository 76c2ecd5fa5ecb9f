package io.robustdb.benchmark.loops;

import com.zaxxer.hikari.HikariDataSource;
import io.robustdb.benchmark.load.StubPool;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Borrows through one method that hands the connection on, and through five, each woven as an
 * activation. How the JIT compiler inlines them is its own affair, as in an application.
 */
@SuppressWarnings("NullAway.Init") // JMH sets them up
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class NestedCalls {
  /** By how many activations {@link #five} is deeper than {@link #one}. */
  public static final int DIFFERENCE = 4;

  private HikariDataSource pool;

  @Setup
  public void open() throws InterruptedException, SQLException {
    pool = StubPool.open(4);
  }

  @TearDown
  public void close() {
    pool.close();
  }

  @Benchmark
  public boolean one() throws SQLException {
    try (Connection connection = first()) {
      return connection.isClosed();
    }
  }

  @Benchmark
  public boolean five() throws SQLException {
    try (Connection connection = fifth()) {
      return connection.isClosed();
    }
  }

  private Connection fifth() throws SQLException {
    return fourth();
  }

  private Connection fourth() throws SQLException {
    return third();
  }

  private Connection third() throws SQLException {
    return second();
  }

  private Connection second() throws SQLException {
    return first();
  }

  private Connection first() throws SQLException {
    return pool.getConnection();
  }
}
