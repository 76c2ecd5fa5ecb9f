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
 * Takes a connection that is there through one method that hands it on, and through five, each
 * woven as an activation: to borrow one each time would take fifty times as long, and its noise is
 * more than what is looked for. How the JIT compiler inlines them is its own affair, as in an
 * application.
 */
@SuppressWarnings("NullAway.Init") // JMH sets them up
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class NestedCalls {
  /** By how many activations {@link #five} is deeper than {@link #one}. */
  public static final int DIFFERENCE = 4;

  private HikariDataSource pool;
  private Connection connection;

  @Setup
  public void open() throws InterruptedException, SQLException {
    pool = StubPool.open(4);
    connection = pool.getConnection();
  }

  @TearDown
  public void close() throws SQLException {
    connection.close();
    pool.close();
  }

  @Benchmark
  public Connection one() {
    return first();
  }

  @Benchmark
  public Connection five() {
    return fifth();
  }

  private Connection fifth() {
    return fourth();
  }

  private Connection fourth() {
    return third();
  }

  private Connection third() {
    return second();
  }

  private Connection second() {
    return first();
  }

  private Connection first() {
    return connection;
  }
}
