package io.robustdb.gate;

import io.robustdb.report.Finding;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The suppressions of a file, in its order: the first that matches counts. Immutable. */
public final class Suppressions {
  /** Nothing is suppressed. */
  public static final Suppressions NONE = new Suppressions(List.of());

  private static final String PREFIX = "leak:";

  private final List<Suppression> all;

  private Suppressions(List<Suppression> all) {
    this.all = all;
  }

  /**
   * Reads a file of lines {@code leak:pattern}.
   *
   * @throws InvalidPolicy where it cannot be read or a line is something else
   */
  public static Suppressions read(Path file) throws InvalidPolicy {
    List<Suppression> all = new ArrayList<>();
    for (PolicyFile.Line line : PolicyFile.lines(file, "file of suppressions")) {
      String pattern = line.text().startsWith(PREFIX) ? line.text().substring(5).strip() : "";
      if (pattern.isEmpty() || pattern.equals("*")) {
        throw new InvalidPolicy(
            "the file of suppressions "
                + file
                + " has '"
                + line.text()
                + "' in line "
                + line.number()
                + " (a line is leak:PATTERN, such as leak:com.example.Legacy.open)");
      }
      all.add(Suppression.of(line.number(), pattern));
    }
    return new Suppressions(List.copyOf(all));
  }

  /** The one that suppresses a finding; null where none does. */
  @Nullable Suppression of(Finding finding) {
    for (Suppression suppression : all) {
      if (suppression.matches(finding)) {
        return suppression;
      }
    }
    return null;
  }

  List<Suppression> all() {
    return all;
  }
}
