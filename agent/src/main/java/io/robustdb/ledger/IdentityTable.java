package io.robustdb.ledger;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds what is tracked by the identity of the object. A fixed number of chains; readers and
 * writers never wait for one another, so that a virtual thread is never held up in woven code.
 *
 * <p>A removed element is marked first and unlinked by whoever passes. Elements are only ever added
 * at the head of a chain, so a lost race can leave a marked element linked a while longer, and
 * never loses one that is not marked.
 */
final class IdentityTable {
  private static final int CHAINS = 1 << 14;

  private final AtomicReferenceArray<@Nullable Tracked> heads = new AtomicReferenceArray<>(CHAINS);

  /** The element of an object; null where there is none. */
  @Nullable Tracked find(Object object) {
    int hash = System.identityHashCode(object);
    Tracked element = heads.get(chain(hash));
    while (element != null) {
      if (element.hash == hash
          && !element.isRemoved()
          && (element.refersTo(object) || element.isUsedInFinalizer(object))) {
        return element;
      }
      element = element.next;
    }
    return null;
  }

  /**
   * Puts an element in that is in no table.
   *
   * @param object the one that it stands for
   */
  void add(Tracked element, Object object) {
    element.enter(object);
    int chain = chain(element.hash);
    while (true) {
      Tracked head = heads.get(chain);
      element.chain(withoutRemoved(head));
      if (heads.compareAndSet(chain, head, element)) {
        break;
      }
    }
    if (element.isRemoved()) {
      unlink(element); // by a thread that did not see it here yet
    }
  }

  /** Takes an element out, if it is in; false where another thread did so before. */
  boolean remove(Tracked element) {
    if (!element.markRemoved()) {
      return false;
    }
    if (element.isEntered()) {
      unlink(element);
    }
    return true;
  }

  /** Shows every element that is there now. */
  void forEach(Consumer<Tracked> visitor) {
    for (int chain = 0; chain < CHAINS; chain++) {
      for (Tracked element = heads.get(chain); element != null; element = element.next) {
        if (!element.isRemoved()) {
          visitor.accept(element);
        }
      }
    }
  }

  private static @Nullable Tracked withoutRemoved(@Nullable Tracked head) {
    Tracked element = head;
    while (element != null && element.isRemoved()) {
      element = element.next;
    }
    return element;
  }

  private void unlink(Tracked element) {
    int chain = chain(element.hash);
    Tracked head = heads.get(chain);
    if (head != null && head.isRemoved()) {
      heads.compareAndSet(chain, head, withoutRemoved(head));
    } else if (head != null) {
      unlinkBehind(head);
    }
  }

  private static void unlinkBehind(Tracked head) {
    Tracked kept = head;
    while (true) {
      Tracked next = kept.next;
      if (next == null) {
        return;
      }
      if (next.isRemoved()) {
        kept.next = next.next;
      } else {
        kept = next;
      }
    }
  }

  private static int chain(int hash) {
    return hash & (CHAINS - 1);
  }
}
