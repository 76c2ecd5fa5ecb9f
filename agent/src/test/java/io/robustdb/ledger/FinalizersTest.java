package io.robustdb.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.robustdb.jdbc.JdbcCall;
import io.robustdb.site.ApplicationCode;
import io.robustdb.site.CallSites;
import io.robustdb.site.DriverCode;
import io.robustdb.site.Openings;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is done in finalizers, in an order that real ones do not keep to. */
class FinalizersTest {
  private static final int PATIENCE_SECONDS = 60;

  private final DriverCode drivers = new DriverCode();
  private final ApplicationCode code = new ApplicationCode(List.of("io.robustdb"), "");
  private final Ledger ledger = new Ledger(code, drivers);
  private final CountDownLatch mayGoOn = new CountDownLatch(1);
  private final CountDownLatch through = new CountDownLatch(1);

  FinalizersTest() {
    drivers.add(OfDriver.class.getName());
  }

  @Test
  void whatTheyCanReachIsNotLost() throws InterruptedException {
    Resource resource = lose(this::close);
    ledger.takeCleared(Loss.Fate.COLLECTED);

    assertThat(ledger.losses()).isEmpty();
    assertThat(ledger.countLeftToFinalizers()).isOne();
    goOn();
    assertThat(resource.isClosed()).isTrue();
    assertThat(ledger.losses()).isEmpty();
  }

  @Test
  void thatOfADriverIsNoUse() throws InterruptedException {
    Resource resource = lose(connection -> connection.finalizeWith(this::close));
    goOn();
    takeGone(resource);

    assertThat(resource.isClosed()).isFalse();
    assertThat(ledger.losses()).hasSize(1);
  }

  /** By then it is closed, so that some do not try. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void thatOfSomethingElseMayComeSecond(boolean tries) throws InterruptedException {
    Resource resource =
        lose(
            connection -> {
              connection.finalizeWith(this::close);
              if (tries) {
                close(connection);
              } else {
                ledger.findConnection(null, connection);
              }
            });
    goOn();
    takeGone(resource);

    assertThat(resource.isClosed()).isTrue();
    assertThat(ledger.losses()).isEmpty();
  }

  private void close(Object connection) {
    Tracked known = ledger.findConnection(null, connection);
    if (known != null) {
      ledger.close(known);
    }
  }

  private Resource lose(Use inFinalizer) throws InterruptedException {
    Resource resource = open(inFinalizer);
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!resource.isFinalizing() && System.nanoTime() < end) {
      System.gc();
      Thread.sleep(1);
    }
    return resource;
  }

  private Resource open(Use inFinalizer) {
    OfDriver connection = new OfDriver();
    new Holder(this, connection, inFinalizer).hold();
    return ledger.open(
        ResourceKind.CONNECTION,
        connection,
        new Openings(new CallSites(), code, false, () -> 0).here(JdbcCall.CONNECT),
        null,
        new Opener(Thread.currentThread(), Scope.NONE));
  }

  private void goOn() throws InterruptedException {
    mayGoOn.countDown();
    assertThat(through.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
  }

  private void takeGone(Resource resource) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!resource.isGone() && System.nanoTime() < end) {
      System.gc();
      Thread.sleep(1);
    }
    ledger.takeCleared(Loss.Fate.COLLECTED);
  }

  @FunctionalInterface
  private interface Use {
    void use(OfDriver connection);
  }

  /** A connection of a driver that closes it in its finalizer. */
  private static final class OfDriver {
    void finalizeWith(Use use) {
      finalize(use);
    }

    /** By its name a finalizer; which one the JVM runs first is not to be had. */
    private void finalize(Use use) {
      use.use(this);
    }
  }

  /** What has the connection, and uses it in its finalizer. */
  private static final class Holder {
    private final FinalizersTest test;
    private final OfDriver connection;
    private final Use use;

    Holder(FinalizersTest test, OfDriver connection, Use use) {
      this.test = test;
      this.connection = connection;
      this.use = use;
    }

    void hold() {
      assertThat(connection).isNotNull();
    }

    @Override
    @SuppressWarnings({"removal", "deprecation", "Finalize"})
    protected void finalize() throws InterruptedException {
      test.mayGoOn.await();
      use.use(connection);
      test.through.countDown();
    }
  }
}
