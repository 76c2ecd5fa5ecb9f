package io.robustdb.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A moment: ISO-8601, or how long ago, as {@code 30m}. */
final class Since implements ITypeConverter<Instant> {
  @Override
  public Instant convert(String value) {
    try {
      return value.contains("T")
          ? Instant.parse(value)
          : Instant.now().minus(Duration.parse("PT" + value));
    } catch (DateTimeParseException malformed) {
      throw new TypeConversionException(
          "'" + value + "' is no moment such as 2026-01-31T12:00:00Z, and no duration such as 30m");
    }
  }
}
