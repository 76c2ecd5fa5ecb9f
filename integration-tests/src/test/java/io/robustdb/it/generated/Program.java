package io.robustdb.it.generated;

import java.util.List;

/** A program and its number in the run. Immutable. */
record Program(int number, List<Episode> episodes, Bystander bystander) {
  /**
   * Whether it starts the JDK's thread for what is delayed, which newer JDKs have in the middle of
   * code for ever.
   */
  boolean isLast() {
    return episodes.stream().anyMatch(episode -> episode.place() == Place.DELAYED);
  }
}
