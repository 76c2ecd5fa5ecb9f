package io.robustdb.site;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DriverCodeTest {
  private final DriverCode drivers = new DriverCode();

  @Test
  void allThatBeginsSoIsTheDrivers() {
    drivers.add("org.postgresql.");

    assertThat(drivers.has("org.postgresql.core.v3.QueryExecutorImpl")).isTrue();
    assertThat(drivers.has("org.postgresqlx.Tool")).isFalse();
  }

  @Test
  void aDriverThatIsAProxyMakesNoOtherProxyADrivers() {
    drivers.add("jdk.proxy2.");
    drivers.add("com.sun.proxy.");

    assertThat(drivers.has("jdk.proxy2.$Proxy7")).isFalse();
    assertThat(drivers.has("com.sun.proxy.$Proxy7")).isFalse();
  }
}
