package io.robustdb.ledger;

import org.jspecify.annotations.Nullable;

/**
 * What was going on when a resource was opened, such as a test. Implementations are thread-safe,
 * neither block nor throw, and are compared by identity.
 */
public interface Scope {
  /** Nothing of which anybody wants to know. */
  Scope NONE =
      new Scope() {
        @Override
        public @Nullable String name() {
          return null;
        }

        @Override
        public void opened() {}
      };

  /** Its name for people; null for none. */
  @Nullable String name();

  /** A thread opens its first resource in it. */
  void opened();
}
