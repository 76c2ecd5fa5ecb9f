package io.robustdb.options;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The keys that the user may set, with what each may be. */
enum OptionKey {
  ENABLED("true", "true", "false"),
  CONFIG(""),
  GUARD("startup", "off", "observe", "startup", "lost"),
  GATE("off", "off", "fail"),
  FAIL_ON("after-failed-probe:abandoned:unreturned-checkout"),
  EXIT_CODE("23"),
  REPORT(""),
  FORMAT("text:json"),
  PROBE(""),
  HELD_TOO_LONG("off"),
  STATEMENTS("off", "off", "on"),
  STACKS("sampled", "sampled", "always"),
  STACK_DEPTH("32"),
  APP_PACKAGES(""),
  EXCLUDE(""),
  JUNIT("off", "off", "report", "fail"),
  BASELINE(""),
  SUPPRESSIONS(""),
  LIVE("off"),
  METRICS("off", "off", "on"),
  SQL("masked", "masked", "raw"),
  LOG("warn", "off", "error", "warn", "info", "debug");

  private final String key = name().toLowerCase(Locale.ROOT).replace('_', '-');
  private final String standard;

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<String> choices;

  OptionKey(String standard, String... choices) {
    this.standard = standard;
    this.choices = List.of(choices);
  }

  /** As the user writes it. */
  String key() {
    return key;
  }

  /** What holds where the user says nothing. */
  String standard() {
    return standard;
  }

  /** What it may be; empty where that is not a fixed set. */
  List<String> choices() {
    return choices;
  }

  static @Nullable OptionKey of(String key) {
    for (OptionKey candidate : values()) {
      if (candidate.key.equals(key)) {
        return candidate;
      }
    }
    return null;
  }

  static List<String> keys() {
    List<String> keys = new ArrayList<>();
    for (OptionKey candidate : values()) {
      keys.add(candidate.key);
    }
    return keys;
  }
}
