package io.robustdb.it;

import io.robustdb.it.harness.Jdk;
import io.robustdb.it.harness.Libraries;
import java.util.List;
import java.util.stream.Stream;

/**
 * One cell of the matrix: a driver or pool, in one version, on one JDK. Immutable.
 *
 * @param product its name without a version, as the scenarios know it
 * @param library its name with the version, as {@link Libraries} knows it
 */
record Subject(String product, String library, Jdk jdk) {
  private static final List<String> POOLS =
      List.of("agroal", "c3p0", "commons-dbcp2", "druid", "hikaricp", "tomcat-jdbc", "vibur-dbcp");
  private static final List<String> DRIVERS =
      List.of("derby", "h2", "hsqldb", "postgresql", "sqlite-jdbc");

  /** Every pool in every copied version on every JDK. */
  static Stream<Subject> pools() {
    return of(POOLS);
  }

  /** The drivers that speak with a MariaDB server, likewise. */
  static Stream<Subject> mariaDbDrivers() {
    return of(List.of("mariadb-java-client", "mysql-connector-j"));
  }

  /** The drivers for which there is no server here, likewise. */
  static Stream<Subject> driversWithoutServer() {
    return of(List.of("ojdbc", "mssql-jdbc"));
  }

  /** Every driver that needs no server of its own, and PostgreSQL, likewise. */
  static Stream<Subject> drivers() {
    return of(DRIVERS);
  }

  /** Short, for application names and for the names of tests. */
  @Override
  public String toString() {
    return library + "-on-" + jdk.feature();
  }

  private static Stream<Subject> of(List<String> products) {
    return products.stream()
        .flatMap(
            product ->
                Libraries.versions(product).stream()
                    .flatMap(
                        library ->
                            Jdk.all().stream().map(jdk -> new Subject(product, library, jdk))));
  }
}
