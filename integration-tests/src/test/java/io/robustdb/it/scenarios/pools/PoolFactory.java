package io.robustdb.it.scenarios.pools;

import javax.sql.DataSource;

/** Makes small pools of one product: at most three connections, one at the start. */
interface PoolFactory {
  int MAX_SIZE = 3;
  String FAILING_SQL = "SELECT 1 FROM not_there_yet";
  int TIMEOUT_MILLIS = 2_000;

  /**
   * Opens one.
   *
   * @param name given to the pool where the product knows names
   */
  DataSource open(String url, String user, String password, String name) throws Exception;

  /**
   * Opens one whose connections cannot be set up, because their initial SQL, or the query that
   * tests them, fails at the server. It gives up soon.
   *
   * @throws Exception where the product opens a connection at once
   */
  DataSource openInVain(String url, String user, String password, String name) throws Exception;

  /** How long a call of what {@link #open} gave waits for a connection, where none is left. */
  void waitAtMost(DataSource pool, int millis) throws Exception;

  /** Closes what {@link #open} gave, each product in its own way. */
  default void close(DataSource pool) throws Exception {
    ((AutoCloseable) pool).close();
  }

  /** By the product's name; loads the classes of no other. */
  static PoolFactory of(String product) {
    return switch (product) {
      case "agroal" -> new Agroal();
      case "c3p0" -> new C3p0();
      case "commons-dbcp2" -> new Dbcp();
      case "druid" -> new Druid();
      case "hikaricp" -> new Hikari();
      case "tomcat-jdbc" -> new TomcatJdbc();
      case "vibur-dbcp" -> new Vibur();
      default -> throw new IllegalArgumentException("no such pool: " + product);
    };
  }
}
