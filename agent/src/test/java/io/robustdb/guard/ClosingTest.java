package io.robustdb.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ClosingTest {
  private final List<Optional<Throwable>> late = new ArrayList<>();

  /** As the pools have it that are older than try-with-resources. */
  @Test
  void whatIsNotAutoCloseableIsClosedByItsMethod() {
    ByName pool = new ByName();

    assertThat(close(pool)).isNull();
    assertThat(pool.closed).isEqualTo(1);
  }

  @Test
  void theApplicationIsGivenWhatTheMethodThrew() {
    Refusing pool = new Refusing();

    assertThat(close(pool)).isSameAs(pool.refusal);
  }

  @Test
  void whatHasNoSuchMethodIsSaidNotToBeClosed() {
    assertThat(close(new Object()))
        .isInstanceOf(NoSuchMethodException.class)
        .hasMessageContaining("java.lang.Object has no method to close it");
  }

  private @Nullable Throwable close(Object pool) {
    Throwable failure = new Closing(pool, late::add).close();
    assertThat(late).isEmpty();
    return failure;
  }

  /** Has a method to close it, and no interface that tells so. */
  public static final class ByName {
    private int closed;

    public void close() {
      closed++;
    }
  }

  /** Cannot be closed. */
  public static final class Refusing {
    private final IllegalStateException refusal = new IllegalStateException("still in use");

    public void shutdown() {
      throw refusal;
    }
  }
}
