package io.robustdb.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was open over time. Immutable.
 *
 * @param millis when it was looked, since the epoch, in their order
 * @param connections how many were open each time
 * @param pools the ones that had most
 * @param marks what happened between, in its order
 * @param marksLeftOut how many more there were
 */
public record Timeline(
    List<Long> millis,
    List<Integer> connections,
    List<Pool> pools,
    List<Mark> marks,
    long marksLeftOut) {

  /**
   * One pool, or all of one name.
   *
   * @param checkouts how many were open each time; -1 where it was not there
   * @param held how many checkouts were given back in no more time than each bound of {@link
   *     PoolFigures#BOUNDS}, and the longer ones at the end
   */
  public record Pool(String name, List<Integer> checkouts, List<Long> held) {}

  /** What a mark stands for. */
  public enum What {
    FAILED_PROBE("failed-probe"),
    CLOSED_BY_GUARD("closed-by-guard"),
    LEAK("leak");

    private final String word;

    What(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }

    /** Null for a word of a later version. */
    static @Nullable What of(String word) {
      for (What what : values()) {
        if (what.word.equals(word)) {
          return what;
        }
      }
      return null;
    }
  }

  /**
   * Something that happened.
   *
   * @param pool empty for none
   * @param resource what kind it happened to, as a word
   */
  public record Mark(long millis, What what, String pool, String resource) {}
}
