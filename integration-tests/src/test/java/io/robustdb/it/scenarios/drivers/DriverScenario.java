package io.robustdb.it.scenarios.drivers;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.ConnectionPoolDataSource;
import javax.sql.DataSource;
import javax.sql.PooledConnection;
import javax.sql.XAConnection;
import javax.sql.XADataSource;

/**
 * Opens one connection in every way that a driver knows, and closes each or none. Prints {@code way
 * WAY} for each, the numbers of their sessions at the server where those have one, and then {@code
 * ready}, and ends when its standard input says anything, or ends.
 */
public final class DriverScenario {
  /** What is never closed: reachable to the end, so that no collection interferes. */
  private static final List<Object> KEPT = new ArrayList<>();

  private final Vendor vendor;
  private final boolean leak;

  private DriverScenario(Vendor vendor, boolean leak) {
    this.vendor = vendor;
    this.leak = leak;
  }

  /**
   * Arguments: the driver, URL, user, password (for a server), and {@code clean} or {@code leak}.
   */
  public static void main(String[] args) throws Exception {
    Vendor vendor = Vendor.of(args[0], args[1], args[2], args[3]);
    new DriverScenario(vendor, leaks(args[4])).play();
    System.out.println("ready");
    awaitInput();
    System.out.println("bye " + KEPT.size());
  }

  private static boolean leaks(String mode) {
    return switch (mode) {
      case "clean" -> false;
      case "leak" -> true;
      default -> throw new IllegalArgumentException("no such mode: " + mode);
    };
  }

  private void play() throws Exception {
    driverManager();
    dataSource(vendor.dataSource());
    ConnectionPoolDataSource pooled = vendor.connectionPoolDataSource();
    if (pooled != null) {
      pooledConnection(pooled);
    }
    XADataSource xa = vendor.xaDataSource();
    if (xa != null) {
      xaConnection(xa);
    }
  }

  private void driverManager() throws Exception {
    Connection connection =
        DriverManager.getConnection( // site: driverManager
            vendor.url(), vendor.user(), vendor.password());
    finish("driverManager", connection);
  }

  private void dataSource(DataSource source) throws Exception {
    Connection connection = source.getConnection(); // site: dataSource
    finish("dataSource", connection);
  }

  private void pooledConnection(ConnectionPoolDataSource source) throws Exception {
    PooledConnection physical = source.getPooledConnection(); // site: pooledConnection
    Connection handle = physical.getConnection();
    finish("pooledConnection", handle, physical::close);
  }

  private void xaConnection(XADataSource source) throws Exception {
    XAConnection physical = source.getXAConnection(); // site: xaConnection
    Connection handle = physical.getConnection();
    finish("xaConnection", handle, physical::close);
  }

  private void finish(String way, Connection connection, AutoCloseable... more) throws Exception {
    select(connection);
    tellSession(connection);
    if (leak) {
      KEPT.add(List.of(connection, List.of(more)));
    } else {
      connection.close();
      for (AutoCloseable owner : more) {
        owner.close();
      }
    }
    System.out.println("way " + way);
  }

  private void tellSession(Connection connection) throws SQLException {
    String query = vendor.sessionQuery();
    if (query != null) {
      try (Statement statement = connection.createStatement();
          ResultSet answer = statement.executeQuery(query)) {
        answer.next();
        System.out.println("session " + answer.getString(1));
      }
    }
  }

  private void select(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(vendor.query());
    }
  }

  private static void awaitInput() throws IOException {
    System.in.read();
  }
}
