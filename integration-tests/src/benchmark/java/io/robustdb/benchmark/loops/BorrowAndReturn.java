package io.robustdb.benchmark.loops;

import com.zaxxer.hikari.HikariDataSource;
import io.robustdb.benchmark.load.Attachment;
import io.robustdb.benchmark.load.Frames;
import io.robustdb.benchmark.load.StubPool;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import lib.template.ConnectionTemplate;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.CompilerControl;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Borrows a connection from a pool of four and returns it, at a given depth of the stack: by the
 * application's own call, or by a call that a library makes for it. It goes down there once for
 * many borrows: the way back from a deep stack is no part of a borrow, and takes as long. What it
 * takes depends on how the JIT compiler nests the calls below it, most likely because a processor
 * remembers only some returns and waits at the others. {@link #descent} tells what is added where
 * each borrow has the whole way to itself.
 */
@SuppressWarnings("NullAway.Init") // JMH sets them up
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class BorrowAndReturn {
  private static final int BORROWS = 100;

  @Param({"5", "60"})
  public int depth;

  private HikariDataSource pool;
  private ConnectionTemplate template;
  private int frames;

  @Setup
  public void open() throws InterruptedException, SQLException {
    Attachment.await();
    pool = StubPool.open(4);
    template = new ConnectionTemplate(pool);
    frames = Frames.upTo(depth);
  }

  @TearDown
  public void close() {
    pool.close();
  }

  @Benchmark
  @OperationsPerInvocation(BORROWS)
  public int application() throws SQLException {
    return descendAndBorrow(frames, BORROWS);
  }

  @Benchmark
  @OperationsPerInvocation(BORROWS)
  public int library() throws SQLException {
    return descendAndAsk(frames, BORROWS);
  }

  /** As {@link #application}, with the way down and back for each. */
  @Benchmark
  public int descent() throws SQLException {
    return descendAndBorrow(frames, 1);
  }

  @CompilerControl(CompilerControl.Mode.DONT_INLINE)
  int descendAndBorrow(int left, int times) throws SQLException {
    if (left > 1) {
      return descendAndBorrow(left - 1, times);
    }
    int closed = 0;
    for (int number = 0; number < times; number++) {
      closed += borrow() ? 1 : 0;
    }
    return closed;
  }

  @CompilerControl(CompilerControl.Mode.DONT_INLINE)
  int descendAndAsk(int left, int times) throws SQLException {
    if (left > 1) {
      return descendAndAsk(left - 1, times);
    }
    int closed = 0;
    for (int number = 0; number < times; number++) {
      closed += template.execute(Connection::isClosed) ? 1 : 0;
    }
    return closed;
  }

  private boolean borrow() throws SQLException {
    try (Connection connection = pool.getConnection()) {
      return connection.isClosed();
    }
  }
}
