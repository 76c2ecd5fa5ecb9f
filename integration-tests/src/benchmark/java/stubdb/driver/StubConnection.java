package stubdb.driver;

import java.sql.Array;
import java.sql.Blob;
import java.sql.CallableStatement;
import java.sql.Clob;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.NClob;
import java.sql.PreparedStatement;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLWarning;
import java.sql.SQLXML;
import java.sql.Savepoint;
import java.sql.Statement;
import java.sql.Struct;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** A session that answers at once and does nothing. Not thread-safe, as real ones are not. */
final class StubConnection implements Connection {
  private boolean autoCommit = true;
  private boolean closed;

  @Override
  public Statement createStatement() {
    return new StubStatement(this);
  }

  @Override
  public PreparedStatement prepareStatement(String text) {
    return new StubPreparedStatement(this);
  }

  @Override
  public CallableStatement prepareCall(String text) throws SQLFeatureNotSupportedException {
    throw unsupported();
  }

  @Override
  public String nativeSQL(String text) throws SQLFeatureNotSupportedException {
    throw unsupported();
  }

  @Override
  public void setAutoCommit(boolean flag) {
    autoCommit = flag;
  }

  @Override
  public boolean getAutoCommit() {
    return autoCommit;
  }

  @Override
  public void commit() {
    // nothing is kept
  }

  @Override
  public void rollback() {
    // nothing is kept
  }

  @Override
  public void close() {
    closed = true;
  }

  @Override
  public boolean isClosed() {
    return closed;
  }

  @Override
  public DatabaseMetaData getMetaData() throws SQLFeatureNotSupportedException {
    throw unsupported();
  }

  @Override
  public void setReadOnly(boolean flag) {
    // all the same to it
  }

  @Override
  public boolean isReadOnly() {
    return false;
  }

  @Override
  public void setCatalog(String text) throws SQLFeatureNotSupportedException {
    throw unsupported();
  }

  @Override
  public @Nullable String getCatalog() {
    return null;
  }

  @Override
  public void setTransactionIsolation(int number) {
    // all the same to it
  }

  @Override
  public int getTransactionIsolation() {
    return TRANSACTION_READ_COMMITTED;
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
  public Statement createStatement(int number, int other) throws SQLFeatureNotSupportedException {
    throw unsupported();
  }

  @Override
  public PreparedStatement prepareStatement(String text, int number, int other)
      throws SQLFeatureNotSupportedException {
    throw unsupported();
  }

  @Override
  public CallableStatement prepareCall(String text, int number, int other)
      throws SQLFeatureNotSupportedException {
    throw unsupported();
  }

  @Override
  public Map<String, Class<?>> getTypeMap() throws SQLFeatureNotSupportedException {
    throw unsupported();
  }

  @Override
  public void setTypeMap(Map<String, Class<?>> map) throws SQLFeatureNotSupportedException {
    throw unsupported();
  }

  @Override
  public void setHoldability(int number) throws SQLFeatureNotSupportedException {
    throw unsupported();
  }

  @Override
  public int getHoldability() throws SQLFeatureNotSupportedException {
    throw unsupported();
  }

  @Override
  public Savepoint setSavepoint() throws SQLFeatureNotSupportedException {
    throw unsupported();
  }

  @Override
  public Savepoint setSavepoint(String text) throws SQLFeatureNotSupportedException {
    throw unsupported();
  }

  @Override
  public void rollback(Savepoint savepoint) throws SQLFeatureNotSupportedException {
    throw unsupported();
  }

  @Override
  public void releaseSavepoint(Savepoint savepoint) throws SQLFeatureNotSupportedException {
    throw unsupported();
  }

  @Override
  public Statement createStatement(int number, int other, int third)
      throws SQLFeatureNotSupportedException {
    throw unsupported();
  }

  @Override
  public PreparedStatement prepareStatement(String text, int number, int other, int third)
      throws SQLFeatureNotSupportedException {
    throw unsupported();
  }

  @Override
  public CallableStatement prepareCall(String text, int number, int other, int third)
      throws SQLFeatureNotSupportedException {
    throw unsupported();
  }

  @Override
  public PreparedStatement prepareStatement(String text, int number)
      throws SQLFeatureNotSupportedException {
    throw unsupported();
  }

  @Override
  public PreparedStatement prepareStatement(String text, int[] number)
      throws SQLFeatureNotSupportedException {
    throw unsupported();
  }

  @Override
  public PreparedStatement prepareStatement(String text, String[] other)
      throws SQLFeatureNotSupportedException {
    throw unsupported();
  }

  @Override
  public Clob createClob() throws SQLFeatureNotSupportedException {
    throw unsupported();
  }

  @Override
  public Blob createBlob() throws SQLFeatureNotSupportedException {
    throw unsupported();
  }

  @Override
  public NClob createNClob() throws SQLFeatureNotSupportedException {
    throw unsupported();
  }

  @Override
  public SQLXML createSQLXML() throws SQLFeatureNotSupportedException {
    throw unsupported();
  }

  @Override
  public boolean isValid(int number) {
    return !closed;
  }

  @Override
  public void setClientInfo(String text, String other) {
    // nothing is kept
  }

  @Override
  public void setClientInfo(Properties properties) {
    // nothing is kept
  }

  @Override
  public String getClientInfo(String text) throws SQLFeatureNotSupportedException {
    throw unsupported();
  }

  @Override
  public Properties getClientInfo() throws SQLFeatureNotSupportedException {
    throw unsupported();
  }

  @Override
  public Array createArrayOf(String text, Object[] value) throws SQLFeatureNotSupportedException {
    throw unsupported();
  }

  @Override
  public Struct createStruct(String text, Object[] value) throws SQLFeatureNotSupportedException {
    throw unsupported();
  }

  @Override
  public void setSchema(String text) throws SQLFeatureNotSupportedException {
    throw unsupported();
  }

  @Override
  public @Nullable String getSchema() {
    return null;
  }

  @Override
  public void abort(Executor executor) throws SQLFeatureNotSupportedException {
    throw unsupported();
  }

  @Override
  public void setNetworkTimeout(Executor executor, int number) {
    // it never waits
  }

  @Override
  public int getNetworkTimeout() {
    return 0;
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
