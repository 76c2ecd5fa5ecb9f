package io.robustdb.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemoVariantTest {
  private final Retries retries = new Retries((attempt, failure) -> {});

  @ParameterizedTest
  @CsvSource({
    "buggy, BUGGY",
    "fixed, FIXED",
    "buggy-connection, BUGGY_CONNECTION",
    "buggy-pool, BUGGY_POOL"
  })
  void anArgumentNamesItsVariant(String argument, DemoVariant variant) {
    assertThat(DemoVariant.parse(List.of(argument))).isEqualTo(variant);
  }

  @Test
  void withoutAnArgumentBothBugsAreThere() {
    assertThat(DemoVariant.parse(List.of())).isEqualTo(DemoVariant.BUGGY);
  }

  @Test
  void anUnknownArgumentIsNamedNextToTheValidOnes() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DemoVariant.parse(List.of("bugy")))
        .withMessage(
            "demo-app: unknown argument 'bugy'; "
                + "valid is one of buggy, fixed, buggy-connection, buggy-pool");
  }

  @Test
  void aSecondArgumentIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DemoVariant.parse(List.of("buggy", "fixed")))
        .withMessage(
            "demo-app: expected one argument, found 2: 'buggy fixed'; "
                + "valid is one of buggy, fixed, buggy-connection, buggy-pool");
  }

  @Test
  void eachVariantHasTheBugsItIsNamedAfter() {
    assertStartups(DemoVariant.BUGGY, BuggyConnectionStartup.class, BuggyPoolStartup.class);
    assertStartups(DemoVariant.FIXED, FixedConnectionStartup.class, FixedPoolStartup.class);
    assertStartups(
        DemoVariant.BUGGY_CONNECTION, BuggyConnectionStartup.class, FixedPoolStartup.class);
    assertStartups(DemoVariant.BUGGY_POOL, FixedConnectionStartup.class, BuggyPoolStartup.class);
  }

  private void assertStartups(
      DemoVariant variant,
      Class<? extends ConnectionStartup> connection,
      Class<? extends PoolStartup> pool) {
    String url = "jdbc:never:opened";
    assertThat(variant.connectionStartup(url, retries)).isExactlyInstanceOf(connection);
    assertThat(variant.poolStartup(url, retries)).isExactlyInstanceOf(pool);
  }
}
