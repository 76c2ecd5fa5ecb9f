package shop;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LateCloseTest {
  @Test
  void hasItClosedALittleLater() throws SQLException {
    Connection connection = Database.open();
    Database.use(connection);
    CompletableFuture.runAsync(
        () -> {
          try {
            connection.close();
          } catch (SQLException failure) {
            throw new IllegalStateException(failure);
          }
        },
        CompletableFuture.delayedExecutor(300, TimeUnit.MILLISECONDS));
  }
}
