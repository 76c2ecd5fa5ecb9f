package io.robustdb.it.scenarios.guard;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.apache.ibatis.datasource.unpooled.UnpooledDataSource;
import org.postgresql.ds.PGPoolingDataSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;

/** Libraries that in their released versions leave a connection when its set-up fails. */
public final class Libraries {
  private static final int ATTEMPTS = 3;
  private static final long OPENING_MILLIS = 1500;
  private static final String FAILS = "SELECT 1 FROM not_there_yet";

  /** Whoever comes first is ready at once, all others a second later. */
  private static final String FIRST_IS_FAST =
      "SELECT pg_sleep(CASE WHEN pg_try_advisory_lock(%d) THEN 0 ELSE 1 END)";

  private final Server server;

  private Libraries(Server server) {
    this.server = server;
  }

  /** Arguments: URL with an application name, user, password, and the cases. */
  public static void main(String[] args) throws Exception {
    try (Server server = new Server(args[0], args[1], args[2])) {
      for (String name : List.of(args).subList(3, args.length)) {
        new Libraries(server).take(name);
      }
    }
  }

  private void take(String name) throws Exception {
    switch (name) {
      case "agroal-initial-sql" -> agroal(name);
      case "spring-lazy" -> springLazy(name);
      case "postgres-pooling" -> postgresPooling(name);
      case "agroal-own-thread" -> agroalOwnThread(name);
      case "agroal-opens-more" -> agroalOpensMore(name);
      case "spring-schema" -> spring(name);
      case "mybatis-isolation" -> mybatis(name);
      default -> throw new IllegalArgumentException("no such case: " + name);
    }
    System.out.println("after " + name + " " + server.sessions(name));
  }

  private void agroal(String name) throws Exception {
    try (AgroalDataSource source = AgroalDataSource.from(configuration(name, 0, FAILS))) {
      attempts(name, source);
    }
  }

  private AgroalDataSourceConfigurationSupplier configuration(
      String name, int initialSize, String initialSql) {
    return new AgroalDataSourceConfigurationSupplier()
        .connectionPoolConfiguration(
            pool ->
                pool.initialSize(initialSize)
                    .maxSize(2)
                    .acquisitionTimeout(Duration.ofSeconds(5))
                    .connectionFactoryConfiguration(
                        factory ->
                            factory
                                .jdbcUrl(server.url(name))
                                .principal(new NamePrincipal(server.user()))
                                .credential(new SimplePassword(server.password()))
                                .initialSql(initialSql)));
  }

  /** Handles that only stand for what they take, of a pool or of a driver, when first used. */
  private void springLazy(String name) throws Exception {
    DriverManagerDataSource driver =
        new DriverManagerDataSource(server.url(name), server.user(), server.password());
    try (AgroalDataSource pool = AgroalDataSource.from(configuration(name, 0, "SELECT 1"))) {
      failAndWork(name, new LazyConnectionDataSourceProxy(pool));
      failAndWork(name, new LazyConnectionDataSourceProxy(driver));
    }
  }

  private static void failAndWork(String name, DataSource lazy) throws SQLException {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      try (Connection connection = lazy.getConnection()) {
        Checks.fail(connection);
      } catch (SQLException failure) {
        Said.failure(name, failure);
      }
    }
    System.gc();
    try (Connection connection = lazy.getConnection()) {
      Said.works(name, connection);
    }
  }

  /** One without a name: its close throws when it has closed all that it had. */
  private void postgresPooling(String name) throws Exception {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      try {
        System.out.println(name + " did not fail " + openPooling(name));
      } catch (SQLException failure) {
        Said.failure(name, failure);
        System.out.println("sessions " + name + " " + server.sessions(name));
      }
    }
  }

  @SuppressWarnings("deprecation") // applications have it all the same
  private DataSource openPooling(String name) throws SQLException {
    PGPoolingDataSource source = new PGPoolingDataSource();
    source.setUrl(server.url(name));
    source.setUser(server.user());
    source.setPassword(server.password());
    try (Connection connection = source.getConnection()) {
      Checks.fail(connection);
    }
    return source;
  }

  /** The first one is opened before anybody asks for it. */
  private void agroalOwnThread(String name) throws Exception {
    try (AgroalDataSource source = AgroalDataSource.from(configuration(name, 1, FAILS))) {
      Thread.sleep(OPENING_MILLIS);
      System.out.println("sessions " + name + " of " + source + " " + server.sessions(name));
    }
  }

  /** Its own thread opens one connection, and one more since somebody waits for it. */
  private void agroalOpensMore(String name) throws Exception {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      try {
        openAndFail(name, FIRST_IS_FAST.formatted(attempt));
      } catch (SQLException failure) {
        Said.failure(name, failure);
        Thread.sleep(OPENING_MILLIS);
        System.out.println("sessions " + name + " " + server.sessions(name));
      }
    }
  }

  private AgroalDataSource openAndFail(String name, String initialSql) throws SQLException {
    AgroalDataSource source = AgroalDataSource.from(configuration(name, 1, initialSql));
    try (Connection connection = source.getConnection()) {
      Checks.fail(connection);
    }
    return source;
  }

  /** PostgreSQL's driver takes any schema, so the session is taken away before it is set. */
  private void spring(String name) throws Exception {
    DriverManagerDataSource source = new DriverManagerDataSource();
    source.setUrl(server.url(name) + "&options=-c%20statement_timeout=1");
    source.setUsername(server.user());
    source.setPassword(server.password());
    source.setSchema("a".repeat(100) + "\u0000");
    attempts(name, source);
  }

  private void mybatis(String name) throws Exception {
    UnpooledDataSource source =
        new UnpooledDataSource(
            "org.postgresql.Driver", server.url(name), server.user(), server.password());
    source.setDefaultTransactionIsolationLevel(Connection.TRANSACTION_NONE);
    attempts(name, source);
  }

  private void attempts(String name, DataSource source) throws Exception {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      try {
        Connection connection = source.getConnection();
        System.out.println(name + " did not fail " + connection);
      } catch (SQLException failure) {
        Said.failure(name, failure);
        System.out.println("sessions " + name + " " + server.sessions(name));
      }
    }
  }
}
