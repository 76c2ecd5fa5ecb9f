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
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Borrows a connection from a pool of four and returns it, at a given depth of the stack: once by
 * the application's own call, once by a call that a library makes for it.
 */
@SuppressWarnings("NullAway.Init") // JMH sets them up
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class BorrowAndReturn {
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
  public boolean application() throws SQLException {
    return descendAndBorrow(frames);
  }

  @Benchmark
  public boolean library() throws SQLException {
    return descendAndAsk(frames);
  }

  @CompilerControl(CompilerControl.Mode.DONT_INLINE)
  boolean descendAndBorrow(int left) throws SQLException {
    return left <= 1 ? borrow() : descendAndBorrow(left - 1);
  }

  @CompilerControl(CompilerControl.Mode.DONT_INLINE)
  boolean descendAndAsk(int left) throws SQLException {
    return left <= 1 ? template.execute(Connection::isClosed) : descendAndAsk(left - 1);
  }

  private boolean borrow() throws SQLException {
    try (Connection connection = pool.getConnection()) {
      return connection.isClosed();
    }
  }
}
