package io.robustdb.benchmark.loops;

import com.zaxxer.hikari.HikariDataSource;
import io.robustdb.benchmark.load.Attachment;
import io.robustdb.benchmark.load.StubPool;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import stubdb.driver.StubDriver;

/** Executes a statement that is open already, on a connection that is proven. */
@SuppressWarnings("NullAway.Init") // JMH sets them up
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ExecuteProven {
  private static final String SQL = "UPDATE account SET balance = balance - 1 WHERE id = 7";

  @Param({"false", "true"})
  public boolean pooled;

  private HikariDataSource pool;
  private Connection connection;
  private PreparedStatement prepared;
  private Statement statement;

  @Setup
  public void open() throws SQLException, InterruptedException {
    Attachment.await();
    pool = StubPool.open(4);
    connection = pooled ? pool.getConnection() : DriverManager.getConnection(StubDriver.URL);
    prepared = connection.prepareStatement(SQL);
    statement = connection.createStatement();
    statement.execute(SQL);
  }

  @TearDown
  public void close() throws SQLException {
    connection.close();
    pool.close();
  }

  @Benchmark
  public boolean prepared() throws SQLException {
    return prepared.execute();
  }

  @Benchmark
  public boolean string() throws SQLException {
    return statement.execute(SQL);
  }
}
