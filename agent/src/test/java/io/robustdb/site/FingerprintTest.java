package io.robustdb.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FingerprintTest {
  @Test
  void doesNotChangeWithTheLine() {
    assertThat(of("a.B", "open", 12)).isEqualTo(of("a.B", "open", 99));
  }

  @Test
  void changesWithTheMethodAndTheKind() {
    assertThat(of("a.B", "open", 1)).isNotEqualTo(of("a.B", "close", 1));
    assertThat(Fingerprint.of("pool", List.of(frame("a.B", "open", 1))))
        .isNotEqualTo(of("a.B", "open", 1));
  }

  @Test
  void foldsNamesThatAreGeneratedAnew() {
    assertThat(of("a.B", "lambda$main$0", 1)).isEqualTo(of("a.B", "lambda$main$7", 1));
    assertThat(of("a.B$$SpringCGLIB$$0", "open", 1))
        .isEqualTo(of("a.B$$SpringCGLIB$$1", "open", 1));
    assertThat(of("jdk.proxy2.$Proxy12", "open", 1)).isEqualTo(of("jdk.proxy2.$Proxy3", "open", 1));
    assertThat(of("a.B$1", "run", 1)).isEqualTo(of("a.B$2", "run", 1));
  }

  private static String of(String type, String method, int line) {
    return Fingerprint.of("connection", List.of(frame(type, method, line)));
  }

  private static StackTraceElement frame(String type, String method, int line) {
    return new StackTraceElement(type, method, "B.java", line);
  }
}
