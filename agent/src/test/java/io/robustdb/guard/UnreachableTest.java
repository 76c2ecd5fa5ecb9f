package io.robustdb.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.robustdb.jdbc.JdbcCall;
import io.robustdb.ledger.Ledger;
import io.robustdb.ledger.Opener;
import io.robustdb.ledger.Resource;
import io.robustdb.ledger.ResourceKind;
import io.robustdb.ledger.Scope;
import io.robustdb.site.ApplicationCode;
import io.robustdb.site.CallSites;
import io.robustdb.site.DriverCode;
import io.robustdb.site.Openings;
import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** How often the garbage collector is asked: it stops all threads of the application. */
class UnreachableTest {
  private static final int PATIENCE_SECONDS = 20;
  private static final long SMALL = 1L << 20;
  private static final long LARGE = 2L << 30;
  private static final long LONGER_THAN_ALL_MAY_TAKE_MILLIS = 2500;

  private final AtomicInteger asked = new AtomicInteger();

  @Test
  void itIsAskedAgainWhereItAnswers() {
    askTwice(
        SMALL,
        () -> {
          asked.incrementAndGet();
          System.gc();
        });

    assertThat(asked).hasValue(2);
  }

  /** As with -XX:+DisableExplicitGC: to wait for its word would be in vain each time. */
  @Test
  void itIsAskedNoMoreWhereItDoesNotAnswer() {
    askTwice(SMALL, asked::incrementAndGet);

    assertThat(asked).hasValue(1);
  }

  @Test
  void itIsNotAskedWhereMuchIsToBeCollected() {
    askTwice(LARGE, asked::incrementAndGet);

    assertThat(asked).hasValue(0);
  }

  @Test
  void itIsAskedNoMoreWhenThatHasTakenTooLong() {
    askTwice(
        SMALL,
        () -> {
          asked.incrementAndGet();
          pause();
          System.gc();
        });

    assertThat(asked).hasValue(1);
  }

  /** As when the heap is full: who looks at the resource then need not wait for a later round. */
  @Test
  void whatItHasFoundByItselfIsTakenAtOnce() {
    List<Thread> takers = new ArrayList<>();
    Unreachable unreachable =
        new Unreachable((found, object) -> takers.add(Thread.currentThread()));
    Resource resource = opened(new Object());
    unreachable.watch(resource);
    while (!resource.refersTo(null)) {
      System.gc();
    }

    assertThat(unreachable.take(resource)).isTrue();
    assertThat(takers).containsExactly(Thread.currentThread());
    assertThat(unreachable.take(resource)).isFalse();
  }

  /** Else the references that wait for somebody would keep at the end what nobody has. */
  @Test
  void whatIsFoundAndNotTakenIsLetGo() {
    Unreachable unreachable = new Unreachable((found, object) -> {});
    Object object = new Object();
    PhantomReference<Object> gone = new PhantomReference<>(object, null);
    Resource resource = opened(object);
    object = null;
    unreachable.watch(resource);
    while (!resource.refersTo(null)) {
      System.gc();
    }
    unreachable.releaseAll();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!gone.refersTo(null) && System.nanoTime() < end) {
      System.gc();
    }

    assertThat(gone.refersTo(null)).isTrue();
    assertThat(resource.isFinalizing()).isFalse();
  }

  private static void pause() {
    try {
      Thread.sleep(LONGER_THAN_ALL_MAY_TAKE_MILLIS);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  private void askTwice(long usedHeap, Runnable collect) {
    Object object = new Object();
    Resource resource = opened(object);
    Unreachable unreachable = new Unreachable((found, unused) -> {}, collect, () -> usedHeap);
    unreachable.watch(resource);
    try {
      unreachable.ask(resource);
      unreachable.ask(resource);
    } finally {
      unreachable.releaseAll();
      Reference.reachabilityFence(object); // somebody has it
    }
  }

  private static Resource opened(Object object) {
    ApplicationCode code = new ApplicationCode(List.of("io.robustdb"), "");
    return new Ledger(code, new DriverCode())
        .open(
            ResourceKind.CONNECTION,
            object,
            new Openings(new CallSites(), code, false, () -> 0).here(JdbcCall.CONNECT),
            null,
            new Opener(Thread.currentThread(), Scope.NONE));
  }
}
