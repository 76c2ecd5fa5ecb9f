package io.robustdb.it.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Which server the test run gets. */
class PostgresChoiceTest {

  @Test
  void aUrlGivesUserAndPasswordAndLosesItsParameters() {
    assertThat(Postgres.serverFor("jdbc:postgresql://db:5433/app?user=ann&password=x"))
        .isEqualTo(new ExternalServer("jdbc:postgresql://db:5433/app", "ann", "x"));
  }

  @Test
  void aWrongWordIsQuotedWithTheRightOnes() {
    assertThatThrownBy(() -> Postgres.serverFor("docker"))
        .hasMessage(
            "robustdb.test.postgres is 'docker': use auto, embedded, testcontainers or a"
                + " jdbc:postgresql: URL");
  }

  @Test
  void theUrlOfAnotherDatabaseIsRefused() {
    assertThatThrownBy(() -> Postgres.serverFor("jdbc:h2:mem:"))
        .hasMessageContaining("is no PostgreSQL URL: jdbc:h2:mem:");
  }
}
