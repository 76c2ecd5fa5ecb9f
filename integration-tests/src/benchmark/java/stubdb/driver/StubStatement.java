package stubdb.driver;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLWarning;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** A statement that succeeds at once. Not thread-safe. */
class StubStatement implements Statement {
  private final Connection connection;
  private boolean closed;

  StubStatement(Connection connection) {
    this.connection = connection;
  }

  @Override
  public ResultSet executeQuery(String text) throws SQLFeatureNotSupportedException {
    throw unsupported();
  }

  @Override
  public int executeUpdate(String text) throws SQLFeatureNotSupportedException {
    throw unsupported();
  }

  @Override
  public void close() {
    closed = true;
  }

  @Override
  public int getMaxFieldSize() throws SQLFeatureNotSupportedException {
    throw unsupported();
  }

  @Override
  public void setMaxFieldSize(int number) throws SQLFeatureNotSupportedException {
    throw unsupported();
  }

  @Override
  public int getMaxRows() throws SQLFeatureNotSupportedException {
    throw unsupported();
  }

  @Override
  public void setMaxRows(int number) throws SQLFeatureNotSupportedException {
    throw unsupported();
  }

  @Override
  public void setEscapeProcessing(boolean flag) throws SQLFeatureNotSupportedException {
    throw unsupported();
  }

  @Override
  public int getQueryTimeout() {
    return 0;
  }

  @Override
  public void setQueryTimeout(int number) {
    // it never waits
  }

  @Override
  public void cancel() throws SQLFeatureNotSupportedException {
    throw unsupported();
  }

  @Override
  public @Nullable SQLWarning getWarnings() {
    return null;
  }

  @Override
  public void clearWarnings() {
    // there are none
  }

  @Override
  public void setCursorName(String text) throws SQLFeatureNotSupportedException {
    throw unsupported();
  }

  @Override
  public boolean execute(String text) {
    return false;
  }

  @Override
  public ResultSet getResultSet() throws SQLFeatureNotSupportedException {
    throw unsupported();
  }

  @Override
  public int getUpdateCount() {
    return 0;
  }

  @Override
  public boolean getMoreResults() throws SQLFeatureNotSupportedException {
    throw unsupported();
  }

  @Override
  public void setFetchDirection(int number) throws SQLFeatureNotSupportedException {
    throw unsupported();
  }

  @Override
  public int getFetchDirection() throws SQLFeatureNotSupportedException {
    throw unsupported();
  }

  @Override
  public void setFetchSize(int number) throws SQLFeatureNotSupportedException {
    throw unsupported();
  }

  @Override
  public int getFetchSize() throws SQLFeatureNotSupportedException {
    throw unsupported();
  }

  @Override
  public int getResultSetConcurrency() throws SQLFeatureNotSupportedException {
    throw unsupported();
  }

  @Override
  public int getResultSetType() throws SQLFeatureNotSupportedException {
    throw unsupported();
  }

  @Override
  public void addBatch(String text) throws SQLFeatureNotSupportedException {
    throw unsupported();
  }

  @Override
  public void clearBatch() throws SQLFeatureNotSupportedException {
    throw unsupported();
  }

  @Override
  public int[] executeBatch() throws SQLFeatureNotSupportedException {
    throw unsupported();
  }

  @Override
  public Connection getConnection() {
    return connection;
  }

  @Override
  public boolean getMoreResults(int number) throws SQLFeatureNotSupportedException {
    throw unsupported();
  }

  @Override
  public ResultSet getGeneratedKeys() throws SQLFeatureNotSupportedException {
    throw unsupported();
  }

  @Override
  public int executeUpdate(String text, int number) throws SQLFeatureNotSupportedException {
    throw unsupported();
  }

  @Override
  public int executeUpdate(String text, int[] number) throws SQLFeatureNotSupportedException {
    throw unsupported();
  }

  @Override
  public int executeUpdate(String text, String[] other) throws SQLFeatureNotSupportedException {
    throw unsupported();
  }

  @Override
  public boolean execute(String text, int number) throws SQLFeatureNotSupportedException {
    throw unsupported();
  }

  @Override
  public boolean execute(String text, int[] number) throws SQLFeatureNotSupportedException {
    throw unsupported();
  }

  @Override
  public boolean execute(String text, String[] other) throws SQLFeatureNotSupportedException {
    throw unsupported();
  }

  @Override
  public int getResultSetHoldability() throws SQLFeatureNotSupportedException {
    throw unsupported();
  }

  @Override
  public boolean isClosed() {
    return closed;
  }

  @Override
  public void setPoolable(boolean flag) throws SQLFeatureNotSupportedException {
    throw unsupported();
  }

  @Override
  public boolean isPoolable() throws SQLFeatureNotSupportedException {
    throw unsupported();
  }

  @Override
  public void closeOnCompletion() throws SQLFeatureNotSupportedException {
    throw unsupported();
  }

  @Override
  public boolean isCloseOnCompletion() throws SQLFeatureNotSupportedException {
    throw unsupported();
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLFeatureNotSupportedException {
    throw unsupported();
  }

  @Override
  public boolean isWrapperFor(Class<?> type) throws SQLFeatureNotSupportedException {
    throw unsupported();
  }

  private static SQLFeatureNotSupportedException unsupported() {
    return new SQLFeatureNotSupportedException("the stub driver does not know this");
  }
}
