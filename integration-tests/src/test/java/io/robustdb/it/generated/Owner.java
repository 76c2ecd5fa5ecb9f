package io.robustdb.it.generated;

import org.jspecify.annotations.Nullable;

/** What opens in its constructor, and has it in a field. */
public abstract class Owner {
  /** What it has opened. */
  protected @Nullable Object resource;

  /** For the programs. */
  protected Owner() {}

  final @Nullable Object resource() {
    return resource;
  }
}
