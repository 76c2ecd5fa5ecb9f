package shop;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GeneratedTest {
  @TestFactory
  Stream<DynamicTest> leaksDynamically() {
    return Stream.of(
        DynamicTest.dynamicTest(
            "first",
            () -> {
              Connection connection = Database.open(); // the leak
              Database.use(connection);
            }));
  }

  @TestFactory
  Stream<DynamicTest> closesDynamically() {
    return Stream.of(DynamicTest.dynamicTest("first", () -> Database.open().close()));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void leaksByParameter(int number) throws SQLException {
    Connection connection = Database.open(); // the leak
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void closesByParameter(int number) throws SQLException {
    Database.open().close();
  }

  @Nested
  class Inner {
    @Test
    void leaksInside() throws SQLException {
      Connection connection = Database.open(); // the leak
      Database.use(connection);
    }

    @Test
    void closesInside() throws SQLException {
      Database.open().close();
    }
  }
}
