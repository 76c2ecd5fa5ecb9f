package io.robustdb.ledger;

import io.robustdb.site.ApplicationCode;
import io.robustdb.site.Blame;
import io.robustdb.site.DriverCode;
import io.robustdb.site.Stack;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * What is gone from the ledger without having been closed as it should have been, and is still to
 * be reported. Thread-safe.
 */
final class Losses {
  /** Methods by which a driver gives statements and result sets to others. */
  private static final Set<String> MAKES_STATEMENTS =
      Set.of(
          "createStatement",
          "prepareStatement",
          "prepareCall",
          "execute",
          "executeQuery",
          "getResultSet",
          "getGeneratedKeys");

  private final ConcurrentHashMap<LossKey, Loss> losses = new ConcurrentHashMap<>();
  private final ApplicationCode code;
  private final DriverCode drivers;
  private final Disposals disposals;
  private final Listeners listeners;
  private final LongAdder pools;

  /**
   * @param pools how many were opened: one more where a wrapper is gone and its pool is not
   */
  Losses(
      ApplicationCode code,
      DriverCode drivers,
      Disposals disposals,
      Listeners listeners,
      LongAdder pools) {
    this.code = code;
    this.drivers = drivers;
    this.disposals = disposals;
    this.listeners = listeners;
    this.pools = pools;
  }

  List<Loss> all() {
    return List.copyOf(losses.values());
  }

  /**
   * Adds one, if it is to be reported by itself.
   *
   * @param fate how it went
   */
  void add(Loss.Fate fate, Resource resource) {
    boolean byGuard = fate == Loss.Fate.CLOSED_BY_GUARD || fate == Loss.Fate.CLOSING_FAILED;
    if (!byGuard && !isOfItsOwn(resource)) {
      return;
    }
    Blame blame =
        Blame.of(
            resource.kind().word(), resource.type(), resource.opening(), resource.stack(), code);
    Resource owner = resource.owner();
    boolean ownerClosed = owner != null && owner.isClosed();
    boolean collected = fate == Loss.Fate.COLLECTED || fate == Loss.Fate.UNREACHABLE_AT_END;
    if (owner != null && ownerClosed && collected && resource.kind() == ResourceKind.CONNECTION) {
      owner.left(fate, resource.type());
    }
    Scope scope = resource.opener().scope();
    String key =
        String.join(
            " ",
            fate.name(),
            String.valueOf(resource.chargedTo()),
            blame.fingerprint(),
            resource.type(),
            String.valueOf(resource.probe() != null),
            String.valueOf(ownerClosed));
    losses.compute(
        new LossKey(key, scope),
        (unused, known) -> {
          Loss loss = known == null ? new Loss(fate, blame, scope) : known;
          loss.add(resource); // so that none is seen without
          if (resource.chargedTo() != null) {
            loss.chargedTo(resource.chargedTo());
          }
          return loss;
        });
    listeners.leaked(resource, fate);
  }

  /**
   * Whether a lost resource is to be reported by itself: what an open pool loses of its stock is
   * the pool's affair, and a handle of unknown origin that was never used may stand for nothing.
   */
  private boolean isOfItsOwn(Resource resource) {
    Resource owner = resource.owner();
    return switch (resource.kind()) {
      case CONNECTION -> owner == null || owner.isClosed();
      case CHECKOUT ->
          owner == null ? resource.standsForConnection() : !disposals.mayHaveEnded(resource);
      case POOL ->
          resource.hasOpened()
              && resource.outermost() == resource
              && !resource.isWrapper()
              && !resource.holdsNothing()
              && !areLeft(resource);
      case STATEMENT, RESULT_SET -> !isOfDriver(resource);
    };
  }

  /** What losses have in common that are reported as one; a scope is equal to itself alone. */
  private record LossKey(String words, Scope scope) {}

  /** Pools whose wrapper is lost: each is one of its own again. */
  private boolean areLeft(Resource wrapper) {
    List<Resource> parts = wrapper.parts();
    for (Resource part : parts) {
      if (wrapper.has(part)) {
        part.owner(null);
        pools.increment();
      }
    }
    return !parts.isEmpty();
  }

  /**
   * Whether a statement was made by a driver for itself, as for {@code getTransactionIsolation},
   * and not by a method that makes statements for others.
   */
  boolean isOfDriver(Resource statement) {
    Stack stack = statement.stack();
    String outermost = null;
    for (StackTraceElement frame : stack == null ? List.<StackTraceElement>of() : stack.frames()) {
      if (!drivers.has(frame.getClassName())) {
        break;
      }
      outermost = frame.getMethodName();
    }
    return outermost != null && !MAKES_STATEMENTS.contains(outermost);
  }
}
