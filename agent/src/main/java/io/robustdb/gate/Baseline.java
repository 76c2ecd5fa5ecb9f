package io.robustdb.gate;

import io.robustdb.report.Finding;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The findings that are known: a code base that leaks already can have a gate for what is new. A
 * file of fingerprints, each with words behind it for people. Immutable.
 */
public final class Baseline {
  /** Nothing is known. */
  public static final Baseline NONE = new Baseline(Map.of());

  /** No compiled pattern: every JVM with options would pay for it at its start. */
  private static final String FINGERPRINT = "[0-9a-f]{16}";

  private final Map<String, String> known;

  private Baseline(Map<String, String> known) {
    this.known = known;
  }

  /**
   * Reads a file.
   *
   * @throws InvalidPolicy where it cannot be read or a line does not begin with a fingerprint
   */
  public static Baseline read(Path file) throws InvalidPolicy {
    Map<String, String> known = new LinkedHashMap<>();
    for (PolicyFile.Line line : PolicyFile.lines(file, "baseline")) {
      String[] words = line.text().split("\\s+", 2);
      if (!words[0].matches(FINGERPRINT)) {
        throw new InvalidPolicy(
            "the baseline "
                + file
                + " has no fingerprint at the beginning of line "
                + line.number()
                + " (java -jar robustdb.jar baseline REPORT writes such files)");
      }
      known.put(words[0], words.length > 1 ? words[1] : "");
    }
    return new Baseline(known);
  }

  /** The lines of a file that knows these findings. */
  public static List<String> lines(List<Finding> findings) {
    List<String> lines = new ArrayList<>();
    lines.add("# robustdb: known findings, which fail no gate. Take a line out when it is mended.");
    findings.stream()
        .map(finding -> finding.fingerprint() + "  " + Words.of(finding))
        .distinct()
        .sorted()
        .forEach(lines::add);
    return lines;
  }

  boolean knows(Finding finding) {
    return known.containsKey(finding.fingerprint());
  }

  int size() {
    return known.size();
  }

  /** The lines of those that none of the findings is. */
  List<String> gone(List<Finding> findings) {
    List<String> gone = new ArrayList<>();
    known.forEach(
        (fingerprint, words) -> {
          if (findings.stream().noneMatch(one -> one.fingerprint().equals(fingerprint))) {
            gone.add((fingerprint + "  " + words).strip());
          }
        });
    return gone;
  }
}
