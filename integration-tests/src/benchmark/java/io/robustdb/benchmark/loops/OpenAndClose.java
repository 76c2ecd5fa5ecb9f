package io.robustdb.benchmark.loops;

import io.robustdb.benchmark.load.Attachment;
import io.robustdb.benchmark.load.Frames;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.CompilerControl;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import stubdb.driver.StubDriver;

/**
 * Opens a connection without a pool and closes it, at a given depth of the stack; and, to see what
 * part of that the JVM takes for the stack alone, takes that.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class OpenAndClose {
  @Param({"5", "60"})
  public int depth;

  private int frames;

  @Setup
  public void count() {
    Attachment.await();
    frames = Frames.upTo(depth);
  }

  @Benchmark
  public boolean open() throws SQLException {
    return descend(frames);
  }

  @Benchmark
  public Throwable stack() {
    return descendAndLook(frames);
  }

  @CompilerControl(CompilerControl.Mode.DONT_INLINE)
  Throwable descendAndLook(int left) {
    return left <= 1 ? new Throwable() : descendAndLook(left - 1);
  }

  @CompilerControl(CompilerControl.Mode.DONT_INLINE)
  boolean descend(int left) throws SQLException {
    return left <= 1 ? openAndClose() : descend(left - 1);
  }

  private boolean openAndClose() throws SQLException {
    try (Connection connection = DriverManager.getConnection(StubDriver.URL)) {
      return connection.isClosed();
    }
  }
}
