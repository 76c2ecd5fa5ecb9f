package io.robustdb.options;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Reads the values that are not one of a few words. */
final class OptionValues {
  static final List<String> FAIL_ON =
      List.of(
          "after-failed-probe",
          "abandoned",
          "unreturned-checkout",
          "open-at-exit",
          "held-too-long",
          "library",
          "statement",
          "all");
  static final List<String> FORMATS = List.of("text", "json", "junit", "sarif", "html");

  private static final int MAXIMUM_EXIT_CODE = 255;
  private static final int MAXIMUM_DEPTH = 1024;
  private static final int MAXIMUM_PORT = 65_535;

  private OptionValues() {}

  /** What is wrong with a value, in words; null where nothing is. */
  static @Nullable String wrong(OptionKey key, String value) {
    return switch (key) {
      case FAIL_ON -> notAllOf(key, value, FAIL_ON);
      case FORMAT -> notAllOf(key, value, FORMATS);
      case EXIT_CODE -> notANumber(key, value, 1, MAXIMUM_EXIT_CODE);
      case STACK_DEPTH -> notANumber(key, value, 1, MAXIMUM_DEPTH);
      case HELD_TOO_LONG ->
          value.equals("off") || isDuration(value)
              ? null
              : says(key, value, "a duration such as 500ms, 30s, 5m or 1h, or off");
      case LIVE ->
          value.equals("off") || isPort(value)
              ? null
              : says(key, value, "a port from 1 to 65535, 0 for any that is free, or off");
      case PROBE -> notAPattern(key, value);
      default -> null;
    };
  }

  static List<String> list(String value) {
    List<String> parts = new ArrayList<>();
    for (String part : value.split(":", -1)) {
      if (!part.isBlank()) {
        parts.add(part.trim());
      }
    }
    return List.copyOf(parts);
  }

  /** In milliseconds; 0 for off. */
  static long duration(String value) {
    if (value.equals("off")) {
      return 0;
    }
    Matcher duration = matcher(value);
    if (!duration.matches()) {
      return 0;
    }
    long number = Long.parseLong(duration.group(1));
    return switch (duration.group(2)) {
      case "ms" -> number;
      case "s" -> number * 1000;
      case "m" -> number * 60_000;
      default -> number * 3_600_000;
    };
  }

  private static boolean isPort(String value) {
    return value.length() <= 5
        && value.chars().allMatch(letter -> letter >= '0' && letter <= '9')
        && !value.isEmpty()
        && Integer.parseInt(value) <= MAXIMUM_PORT;
  }

  private static boolean isDuration(String value) {
    return matcher(value).matches();
  }

  /** No constant: the first pattern costs milliseconds at the start of the JVM. */
  private static Matcher matcher(String value) {
    return Pattern.compile("(\\d{1,9})(ms|s|m|h)").matcher(value);
  }

  private static @Nullable String notAllOf(OptionKey key, String value, List<String> words) {
    for (String part : list(value)) {
      if (!words.contains(part)) {
        return "option '"
            + key.key()
            + "' cannot hold '"
            + part
            + "' (did you mean '"
            + Nearest.to(part, words)
            + "'? It is a list, with ':' between, of "
            + String.join(", ", words)
            + ")";
      }
    }
    return list(value).isEmpty()
        ? says(key, value, "a list, with ':' between, of " + String.join(", ", words))
        : null;
  }

  private static @Nullable String notANumber(OptionKey key, String value, int least, int most) {
    try {
      int number = Integer.parseInt(value);
      if (number >= least && number <= most) {
        return null;
      }
    } catch (NumberFormatException notANumber) {
      // said below
    }
    return says(key, value, "a whole number from " + least + " to " + most);
  }

  private static @Nullable String notAPattern(OptionKey key, String value) {
    try {
      Pattern.compile(value);
      return null;
    } catch (PatternSyntaxException malformed) {
      return says(key, value, "a regular expression: " + malformed.getDescription());
    }
  }

  private static String says(OptionKey key, String value, String expected) {
    return "option '" + key.key() + "' cannot be '" + value + "' (it is " + expected + ")";
  }
}
