package stubdb.driver;

import java.io.InputStream;
import java.io.Reader;
import java.math.BigDecimal;
import java.net.URL;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Connection;
import java.sql.Date;
import java.sql.NClob;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.Ref;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.RowId;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLXML;
import java.sql.Time;
import java.sql.Timestamp;
import java.util.Calendar;

/** A prepared statement that succeeds at once. Not thread-safe. */
final class StubPreparedStatement extends StubStatement implements PreparedStatement {
  StubPreparedStatement(Connection connection) {
    super(connection);
  }

  @Override
  public ResultSet executeQuery() throws SQLFeatureNotSupportedException {
    throw unsupported();
  }

  @Override
  public int executeUpdate() {
    return 0;
  }

  @Override
  public void setNull(int number, int other) throws SQLFeatureNotSupportedException {
    throw unsupported();
  }

  @Override
  public void setBoolean(int number, boolean flag) throws SQLFeatureNotSupportedException {
    throw unsupported();
  }

  @Override
  public void setByte(int number, byte value) throws SQLFeatureNotSupportedException {
    throw unsupported();
  }

  @Override
  public void setShort(int number, short value) throws SQLFeatureNotSupportedException {
    throw unsupported();
  }

  @Override
  public void setInt(int number, int other) {
    // nothing is kept
  }

  @Override
  public void setLong(int number, long amount) throws SQLFeatureNotSupportedException {
    throw unsupported();
  }

  @Override
  public void setFloat(int number, float value) throws SQLFeatureNotSupportedException {
    throw unsupported();
  }

  @Override
  public void setDouble(int number, double value) throws SQLFeatureNotSupportedException {
    throw unsupported();
  }

  @Override
  public void setBigDecimal(int number, BigDecimal bigdecimal)
      throws SQLFeatureNotSupportedException {
    throw unsupported();
  }

  @Override
  public void setString(int number, String text) throws SQLFeatureNotSupportedException {
    throw unsupported();
  }

  @Override
  public void setBytes(int number, byte[] value) throws SQLFeatureNotSupportedException {
    throw unsupported();
  }

  @Override
  public void setDate(int number, Date date) throws SQLFeatureNotSupportedException {
    throw unsupported();
  }

  @Override
  public void setTime(int number, Time time) throws SQLFeatureNotSupportedException {
    throw unsupported();
  }

  @Override
  public void setTimestamp(int number, Timestamp timestamp) throws SQLFeatureNotSupportedException {
    throw unsupported();
  }

  @Override
  public void setAsciiStream(int number, InputStream stream, int other)
      throws SQLFeatureNotSupportedException {
    throw unsupported();
  }

  @Deprecated
  @Override
  public void setUnicodeStream(int number, InputStream stream, int other)
      throws SQLFeatureNotSupportedException {
    throw unsupported();
  }

  @Override
  public void setBinaryStream(int number, InputStream stream, int other)
      throws SQLFeatureNotSupportedException {
    throw unsupported();
  }

  @Override
  public void clearParameters() {
    // there are none
  }

  @Override
  public void setObject(int number, Object value, int other)
      throws SQLFeatureNotSupportedException {
    throw unsupported();
  }

  @Override
  public void setObject(int number, Object value) throws SQLFeatureNotSupportedException {
    throw unsupported();
  }

  @Override
  public boolean execute() {
    return false;
  }

  @Override
  public void addBatch() throws SQLFeatureNotSupportedException {
    throw unsupported();
  }

  @Override
  public void setCharacterStream(int number, Reader reader, int other)
      throws SQLFeatureNotSupportedException {
    throw unsupported();
  }

  @Override
  public void setRef(int number, Ref ref) throws SQLFeatureNotSupportedException {
    throw unsupported();
  }

  @Override
  public void setBlob(int number, Blob blob) throws SQLFeatureNotSupportedException {
    throw unsupported();
  }

  @Override
  public void setClob(int number, Clob clob) throws SQLFeatureNotSupportedException {
    throw unsupported();
  }

  @Override
  public void setArray(int number, Array array) throws SQLFeatureNotSupportedException {
    throw unsupported();
  }

  @Override
  public ResultSetMetaData getMetaData() throws SQLFeatureNotSupportedException {
    throw unsupported();
  }

  @Override
  public void setDate(int number, Date date, Calendar calendar)
      throws SQLFeatureNotSupportedException {
    throw unsupported();
  }

  @Override
  public void setTime(int number, Time time, Calendar calendar)
      throws SQLFeatureNotSupportedException {
    throw unsupported();
  }

  @Override
  public void setTimestamp(int number, Timestamp timestamp, Calendar calendar)
      throws SQLFeatureNotSupportedException {
    throw unsupported();
  }

  @Override
  public void setNull(int number, int other, String text) throws SQLFeatureNotSupportedException {
    throw unsupported();
  }

  @Override
  public void setURL(int number, URL url) throws SQLFeatureNotSupportedException {
    throw unsupported();
  }

  @Override
  public ParameterMetaData getParameterMetaData() throws SQLFeatureNotSupportedException {
    throw unsupported();
  }

  @Override
  public void setRowId(int number, RowId rowid) throws SQLFeatureNotSupportedException {
    throw unsupported();
  }

  @Override
  public void setNString(int number, String text) throws SQLFeatureNotSupportedException {
    throw unsupported();
  }

  @Override
  public void setNCharacterStream(int number, Reader reader, long amount)
      throws SQLFeatureNotSupportedException {
    throw unsupported();
  }

  @Override
  public void setNClob(int number, NClob nclob) throws SQLFeatureNotSupportedException {
    throw unsupported();
  }

  @Override
  public void setClob(int number, Reader reader, long amount)
      throws SQLFeatureNotSupportedException {
    throw unsupported();
  }

  @Override
  public void setBlob(int number, InputStream stream, long amount)
      throws SQLFeatureNotSupportedException {
    throw unsupported();
  }

  @Override
  public void setNClob(int number, Reader reader, long amount)
      throws SQLFeatureNotSupportedException {
    throw unsupported();
  }

  @Override
  public void setSQLXML(int number, SQLXML sqlxml) throws SQLFeatureNotSupportedException {
    throw unsupported();
  }

  @Override
  public void setObject(int number, Object value, int other, int third)
      throws SQLFeatureNotSupportedException {
    throw unsupported();
  }

  @Override
  public void setAsciiStream(int number, InputStream stream, long amount)
      throws SQLFeatureNotSupportedException {
    throw unsupported();
  }

  @Override
  public void setBinaryStream(int number, InputStream stream, long amount)
      throws SQLFeatureNotSupportedException {
    throw unsupported();
  }

  @Override
  public void setCharacterStream(int number, Reader reader, long amount)
      throws SQLFeatureNotSupportedException {
    throw unsupported();
  }

  @Override
  public void setAsciiStream(int number, InputStream stream)
      throws SQLFeatureNotSupportedException {
    throw unsupported();
  }

  @Override
  public void setBinaryStream(int number, InputStream stream)
      throws SQLFeatureNotSupportedException {
    throw unsupported();
  }

  @Override
  public void setCharacterStream(int number, Reader reader) throws SQLFeatureNotSupportedException {
    throw unsupported();
  }

  @Override
  public void setNCharacterStream(int number, Reader reader)
      throws SQLFeatureNotSupportedException {
    throw unsupported();
  }

  @Override
  public void setClob(int number, Reader reader) throws SQLFeatureNotSupportedException {
    throw unsupported();
  }

  @Override
  public void setBlob(int number, InputStream stream) throws SQLFeatureNotSupportedException {
    throw unsupported();
  }

  @Override
  public void setNClob(int number, Reader reader) throws SQLFeatureNotSupportedException {
    throw unsupported();
  }

  private static SQLFeatureNotSupportedException unsupported() {
    return new SQLFeatureNotSupportedException("the stub driver does not know this");
  }
}
