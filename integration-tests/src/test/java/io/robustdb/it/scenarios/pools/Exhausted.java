package io.robustdb.it.scenarios.pools;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import javax.sql.DataSource;

/** A pool that gives no connection because it has none left, and one that is closed. */
public final class Exhausted {
  private static final int TIMEOUT_MILLIS = 1_000;

  /** Some pools take up what is set just after they were opened, but not at once. */
  private static final int TAKEN_UP_MILLIS = 250;

  /** In which the agent's own thread writes what it has to say. */
  private static final int WRITTEN_MILLIS = 2_500;

  private final CountDownLatch working = new CountDownLatch(PoolFactory.MAX_SIZE);
  private final CountDownLatch end = new CountDownLatch(1);
  private final DataSource pool;

  private Exhausted(DataSource pool) {
    this.pool = pool;
  }

  /** Arguments: URL, user, password, product. */
  public static void main(String[] args) throws Exception {
    PoolFactory factory = PoolFactory.of(args[3]);
    DataSource pool = factory.open(args[0], args[1], args[2], "small");
    new Exhausted(pool).exhaust(factory);
    factory.close(pool);
    DataSource other = factory.open(args[0], args[1], args[2], "closed");
    new Exhausted(other).askWhenClosed(factory);
  }

  private void askWhenClosed(PoolFactory factory) throws Exception {
    use(pool.getConnection());
    try (Connection held = pool.getConnection()) {
      held.createStatement().close();
      factory.close(pool);
      askInVain();
    }
    Thread.sleep(WRITTEN_MILLIS);
  }

  private void exhaust(PoolFactory factory) throws Exception {
    factory.waitAtMost(pool, TIMEOUT_MILLIS);
    use(pool.getConnection());
    List<Thread> holders = new ArrayList<>();
    for (int index = 0; index < PoolFactory.MAX_SIZE; index++) {
      Thread holder = new Thread(this::hold, "holder-" + index);
      holders.add(holder);
      holder.start();
    }
    working.await();
    Thread.sleep(TAKEN_UP_MILLIS);
    askInVain();
    askInVain();
    Thread.sleep(WRITTEN_MILLIS);
    end.countDown();
    for (Thread holder : holders) {
      holder.join();
    }
    use(pool.getConnection());
  }

  private void hold() {
    try (Connection connection = pool.getConnection(); // site: held
        Statement statement = connection.createStatement()) {
      statement.execute("SELECT 'hidden'");
      work();
    } catch (SQLException | InterruptedException unexpected) {
      throw new IllegalStateException(unexpected);
    }
  }

  private void work() throws InterruptedException {
    working.countDown();
    end.await(); // site: work
  }

  private void askInVain() throws InterruptedException {
    try {
      use(pool.getConnection());
      System.out.println("given");
    } catch (SQLException | RuntimeException expected) {
      System.out.println("failed " + expected.getClass().getName());
    }
    Thread.sleep(1);
  }

  private void use(Connection borrowed) throws SQLException {
    try (Connection connection = borrowed;
        Statement statement = connection.createStatement()) {
      statement.execute("SELECT 1");
    }
  }
}
