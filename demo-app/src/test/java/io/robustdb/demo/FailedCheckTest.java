package io.robustdb.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class FailedCheckTest {
  private final Exception failure = new Exception("the check failed");

  @Test
  void closesTheResource() {
    AtomicBoolean closed = new AtomicBoolean();

    FailedCheck.close(() -> closed.set(true), failure);

    assertThat(closed).isTrue();
    assertThat(failure).hasNoSuppressedExceptions();
  }

  @Test
  void aFailingCloseIsAddedToTheFailureOfTheCheck() {
    IOException closeFailure = new IOException("the close failed");

    FailedCheck.close(
        () -> {
          throw closeFailure;
        },
        failure);

    assertThat(failure).hasSuppressedException(closeFailure);
  }
}
