package shop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.RETURNS_DEEP_STUBS;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Properties;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** What only stands in for a connection has nothing that could be left open. */
class StandInTest {
  private final DataSource kept = mock(DataSource.class);

  @Test
  void ofADeepStub() throws SQLException {
    DataSource source = mock(DataSource.class, RETURNS_DEEP_STUBS);
    when(source.getConnection().prepareStatement(anyString()).executeUpdate()).thenReturn(3);

    assertEquals(3, source.getConnection().prepareStatement("UPDATE goods").executeUpdate());
  }

  @Test
  void ofAField() throws SQLException {
    Connection connection = mock(Connection.class);
    when(kept.getConnection()).thenReturn(connection);

    kept.getConnection().createStatement();
  }

  @Test
  void ofADriver() throws SQLException {
    Driver driver = mock(Driver.class, RETURNS_DEEP_STUBS);

    driver.connect("jdbc:none", new Properties()).createStatement().execute("SELECT 1");
  }

  @Test
  void ofAProxy() throws SQLException {
    DataSource source = of(DataSource.class, null);

    source.getConnection().setReadOnly(true);
  }

  @Test
  void leaksThroughAProxy() throws SQLException {
    Connection connection = Database.open(); // the leak
    DataSource source = of(DataSource.class, of(Connection.class, connection));
    Database.use(connection);
    source.getConnection().setReadOnly(true);
  }

  /** Gives one thing, or where there is none what stands in for it. */
  private static <T> T of(Class<T> type, Object given) {
    return type.cast(
        Proxy.newProxyInstance(
            StandInTest.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              Class<?> result = method.getReturnType();
              return result.isInstance(given)
                  ? given
                  : result.isInterface() ? of(result, null) : null;
            }));
  }
}
