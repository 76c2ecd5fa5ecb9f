package io.robustdb.guard.others;

/** Makes pools whose classes are not public. */
public final class Pools {
  private Pools() {}

  /**
   * A pool that is no {@link AutoCloseable}.
   *
   * @param closed is run as it is closed
   */
  public static Object hidden(Runnable closed) {
    return new HiddenPool(closed);
  }
}
