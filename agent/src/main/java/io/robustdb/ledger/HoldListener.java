package io.robustdb.ledger;

import java.util.List;

/**
 * Who wants to know of what is held for too long; apart from {@link LedgerEvents}, so that nobody
 * listens to each opening who only wants to know of these. Must not throw.
 */
public interface HoldListener {
  /** Some are held for too long since about now. In the agent's own thread. */
  void tooLong(List<Resource> resources);

  /**
   * One that was held for too long is so no more. In a thread of the application, if that closed
   * it.
   *
   * @param closed false where it was lost
   */
  void ended(Resource resource, boolean closed);
}
