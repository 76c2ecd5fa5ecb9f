package io.robustdb.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.robustdb.guard.others.Pools;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
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
  void itsClassNeedNotBePublic() {
    AtomicInteger closed = new AtomicInteger();

    assertThat(close(Pools.hidden(closed::incrementAndGet))).isNull();
    assertThat(closed).hasValue(1);
  }

  /** What a pool finds by its thread's class loader, it finds as if its application closed it. */
  @Test
  void itIsClosedInTheContextOfWhoWaits() throws Exception {
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    Contextual pool = new Contextual();
    try (URLClassLoader own = new URLClassLoader(new URL[0])) {
      Thread.currentThread().setContextClassLoader(own);
      assertThat(close(pool)).isNull();
      assertThat(pool.context).isSameAs(own);

      Thread.currentThread().setContextClassLoader(null);
      assertThat(close(pool)).isNull();
      assertThat(pool.context).isSameAs(Contextual.class.getClassLoader());
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
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

  /** Looks in which context it is closed. */
  private static final class Contextual implements AutoCloseable {
    private @Nullable ClassLoader context;

    @Override
    public void close() {
      context = Thread.currentThread().getContextClassLoader();
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
