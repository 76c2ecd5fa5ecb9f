package shop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** As many a suite does that cares for its threads. */
class LooksForThreads {
  @Test
  void noneIsLeft() throws SQLException {
    Set<String> before = threads();
    try (Connection connection = Database.open()) {
      Database.use(connection);
    }
    assertEquals(before, threads());
  }

  private static Set<String> threads() {
    Set<String> names = new TreeSet<>();
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (!thread.getName().contains("Cleaner")) { // the driver's own
        names.add(thread.getName());
      }
    }
    return names;
  }
}
