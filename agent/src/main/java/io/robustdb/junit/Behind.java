package io.robustdb.junit;

import io.robustdb.ledger.Ledger;
import io.robustdb.ledger.Loss;
import io.robustdb.ledger.Resource;
import io.robustdb.ledger.ResourceKind;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The connections that a pool left open when it was closed, because it never got the checkouts of
 * them back: one of each is no leak besides its checkout, and nothing fails for it a second time.
 * Which connection belongs to which checkout nobody can tell once the checkout is gone; how many
 * there are is enough. Not thread-safe.
 */
final class Behind {
  private final IdentityHashMap<Resource, Checkouts> ofPools = new IdentityHashMap<>();

  private Behind() {}

  /** Charges what stands behind checkouts that something has failed for with the same. */
  static void charge(Ledger ledger) {
    List<Resource> open = new ArrayList<>();
    ledger.forEachOpen(open::add);
    List<Loss> losses = ledger.losses();
    Behind behind = new Behind();
    for (Resource resource : open) {
      behind.add(resource, 1, resource.chargedTo());
    }
    for (Loss loss : losses) {
      behind.add(loss.resources().get(0), loss.count(), loss.chargedTo());
    }
    for (Resource resource : open) { // what was taken before
      if (resource.chargedTo() != null) {
        behind.take(resource, 1);
      }
    }
    for (Loss loss : losses) {
      if (loss.chargedTo() != null) {
        behind.take(loss.resources().get(0), loss.count());
      }
    }
    for (Resource resource : open) {
      String what = resource.chargedTo() == null ? behind.take(resource, 1) : null;
      if (what != null) {
        resource.chargedTo(what);
      }
    }
    for (Loss loss : losses) {
      Resource first = loss.resources().get(0);
      String what = loss.chargedTo() == null ? behind.take(first, loss.count()) : null;
      if (what != null) {
        loss.chargedTo(what);
      }
    }
  }

  /** Those among leaks that do not stand behind others of them. */
  static List<Leak> without(List<Leak> leaks) {
    Behind behind = new Behind();
    for (Leak leak : leaks) {
      behind.add(leak.resource(), leak.count(), "");
    }
    List<Leak> fronts = new ArrayList<>(leaks);
    fronts.removeIf(leak -> behind.take(leak.resource(), leak.count()) != null);
    return fronts;
  }

  private void add(Resource checkout, long count, @Nullable String what) {
    Resource pool = checkout.owner();
    if (what != null && pool != null && checkout.kind() == ResourceKind.CHECKOUT) {
      ofPools.computeIfAbsent(pool, unused -> new Checkouts(what)).left += count;
    }
  }

  /** What failed for the checkouts of as many connections; null where there are not so many. */
  private @Nullable String take(Resource connection, long count) {
    Resource pool = connection.kind() == ResourceKind.CONNECTION ? connection.owner() : null;
    Checkouts checkouts = pool == null || !pool.isClosed() ? null : ofPools.get(pool);
    if (checkouts == null || checkouts.left < count) {
      return null;
    }
    checkouts.left -= count;
    return checkouts.chargedTo;
  }

  /** Those of one pool, each of which stands for one connection. */
  private static final class Checkouts {
    final String chargedTo;
    long left;

    Checkouts(String chargedTo) {
      this.chargedTo = chargedTo;
    }
  }
}
