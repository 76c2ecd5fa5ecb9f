package io.robustdb.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FixTest {
  @ParameterizedTest
  @CsvSource({
    "load, load",
    "<init>, the constructor",
    "<clinit>, the static initialiser",
    "lambda$load$3, the lambda in load",
    "lambda$new$0, the lambda in the constructor",
    "lambda$static$12, the lambda in the static initialiser",
    "lambda$, lambda$"
  })
  void aMethodIsNamedAsItsSourceHasIt(String compiled, String inSource) {
    assertThat(Fix.inSource(compiled)).isEqualTo(inSource);
  }
}
