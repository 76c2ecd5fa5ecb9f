package io.robustdb.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.robustdb.it.harness.ChildJvm;
import io.robustdb.it.harness.Libraries;
import io.robustdb.it.harness.Result;
import io.robustdb.it.scenarios.drivers.LinkAll;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The classes of drivers for which there is no server here: those that open, use and close
 * connections are woven, and the virtual machine takes all of them.
 */
class DriverClassesTest {
  private static final Map<String, List<String>> WOVEN =
      Map.of(
          "ojdbc",
          List.of(
              "oracle.jdbc.driver.OracleDriver [DRIVER]",
              "oracle.jdbc.pool.OracleConnectionPoolDataSource [DATA_SOURCE, POOLED_DATA_SOURCE]",
              "oracle.jdbc.driver.PhysicalConnection [CONNECTION]"),
          "mssql-jdbc",
          List.of(
              "com.microsoft.sqlserver.jdbc.SQLServerDriver [DRIVER]",
              "com.microsoft.sqlserver.jdbc.SQLServerDataSource [DATA_SOURCE, POOLED_DATA_SOURCE]",
              "com.microsoft.sqlserver.jdbc.SQLServerConnection [CONNECTION]",
              "com.microsoft.sqlserver.jdbc.SQLServerStatement [STATEMENT]"));

  static Stream<Subject> drivers() {
    return Subject.driversWithoutServer();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("drivers")
  void itsClassesAreWovenAndVerified(Subject subject) {
    Path jar = Libraries.jars(subject.library()).get(0);
    Result result =
        ChildJvm.running(LinkAll.class)
            .jdk(subject.jdk())
            .libraries(subject.library())
            .arguments(jar.toString())
            .agent("log=debug")
            .run()
            .expectExit(0);

    List<String> lines = result.stdout().lines().toList();
    assertThat(lines).noneMatch(line -> line.startsWith("wrong "));
    assertThat(linked(lines)).isGreaterThan(100);
    assertThat(result.stderr().lines())
        .as("woven")
        .containsAll(
            WOVEN.getOrDefault(subject.product(), List.of()).stream()
                .map(woven -> "robustdb: DEBUG woven: " + woven)
                .toList());
    if (subject.product().equals("ojdbc")) { // the newest has the code of its own in a super class
      assertThat(result.stderr())
          .containsPattern(
              "woven: oracle\\.jdbc\\.(pool|datasource\\.impl)\\.OracleDataSource \\[DATA_SOURCE");
    }
    assertThat(result.stderr()).doesNotContain("not woven");
  }

  private static int linked(List<String> lines) {
    String last = lines.get(lines.size() - 1);
    return Integer.parseInt(last.split(" ", 3)[1]);
  }
}
