package com.example.driver;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGProperty;
import org.postgresql.jdbc.PgConnection;
import org.postgresql.util.HostSpec;

/** Tells a listener of each connection before the one who opens it has it. */
public final class ListeningDriver implements Driver {
  private static Consumer<Connection> listener = connection -> {};

  private final Maker maker;

  public ListeningDriver() {
    this(ListeningConnection::new);
  }

  /**
   * @param maker makes the connections
   */
  public ListeningDriver(Maker maker) {
    this.maker = maker;
  }

  /** Makes a connection. */
  public interface Maker {
    PgConnection make(HostSpec[] hosts, Properties properties, String url) throws SQLException;
  }

  /** Who is told from now on. */
  public static void listener(Consumer<Connection> value) {
    listener = value;
  }

  @Override
  public @Nullable Connection connect(String url, Properties properties) throws SQLException {
    Properties all = org.postgresql.Driver.parseURL(url, properties);
    if (all == null) {
      return null;
    }
    HostSpec host =
        new HostSpec(
            Objects.requireNonNull(PGProperty.PG_HOST.getOrDefault(all)),
            PGProperty.PG_PORT.getInt(all));
    Connection connection = maker.make(new HostSpec[] {host}, all, url);
    listener.accept(connection);
    return connection;
  }

  @Override
  public boolean acceptsURL(String url) {
    return url.startsWith("jdbc:postgresql:");
  }

  @Override
  public DriverPropertyInfo[] getPropertyInfo(String url, Properties properties) {
    return new DriverPropertyInfo[0];
  }

  @Override
  public int getMajorVersion() {
    return 1;
  }

  @Override
  public int getMinorVersion() {
    return 0;
  }

  @Override
  public boolean jdbcCompliant() {
    return false;
  }

  @Override
  public Logger getParentLogger() {
    return Logger.getGlobal();
  }

  /** A class of the driver's own. */
  private static final class ListeningConnection extends PgConnection {
    ListeningConnection(HostSpec[] hosts, Properties properties, String url) throws SQLException {
      super(hosts, properties, url);
    }
  }
}
