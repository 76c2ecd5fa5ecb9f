package lib.template;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Borrows a connection for a piece of work and returns it. Immutable. */
public final class ConnectionTemplate {
  private final DataSource dataSource;

  public ConnectionTemplate(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /** What is done with a connection. */
  public interface Work {
    boolean on(Connection connection) throws SQLException;
  }

  /** Gives what the work gives. */
  public boolean execute(Work work) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      return work.on(connection);
    }
  }
}
