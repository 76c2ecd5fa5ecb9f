package io.robustdb.benchmark.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Writes outcomes as a table in Markdown. Stateless. */
public final class Table {
  private static final String HEAD =
      """
      | measurement | variant | none | with it | added | 95 % interval | budget | |
      | --- | --- | ---: | ---: | ---: | ---: | ---: | --- |
      """;

  private Table() {}

  /** The table, ended by a line feed. */
  public static String of(List<Outcome> outcomes) {
    return HEAD + outcomes.stream().map(Table::row).collect(Collectors.joining());
  }

  /** Writes the table and what it was measured on. */
  public static void write(List<Outcome> outcomes, String machine, Path file) throws IOException {
    Files.writeString(file, machine + "\n\n" + of(outcomes));
  }

  private static String row(Outcome outcome) {
    return "| %s | %s | %s | %s | %s | %s … %s | %s | %s |\n"
        .formatted(
            outcome.name(),
            outcome.variant(),
            number(outcome.plain(), outcome.unit()),
            number(outcome.median(), outcome.unit()),
            number(outcome.added().median(), outcome.addedUnit()),
            number(outcome.added().low()),
            number(outcome.added().high()),
            budget(outcome),
            outcome.verdict());
  }

  private static String budget(Outcome outcome) {
    if (Double.isInfinite(outcome.budget())) {
      return "";
    }
    String limit = number(outcome.limit(), outcome.addedUnit());
    return outcome.scale() == 1
        ? limit
        : String.format(
            Locale.ROOT, "%s (%s × %.2f)", limit, number(outcome.budget()), outcome.scale());
  }

  private static String number(double value, String unit) {
    return number(value) + " " + unit;
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, Math.abs(value) < 100 ? "%.1f" : "%,.0f", value);
  }
}
