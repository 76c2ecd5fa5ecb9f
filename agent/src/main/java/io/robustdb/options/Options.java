package io.robustdb.options;

import io.robustdb.guard.GuardLevel;
import io.robustdb.log.LogLevel;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The agent's options, checked. Immutable. */
public final class Options {
  /** What holds where nothing is asked for. */
  public static final Options STANDARD =
      new Options(new OptionSources(null, new Properties(), Map.of()));

  private final OptionSources sources;

  private Options(OptionSources sources) {
    this.sources = sources;
  }

  /**
   * Reads the options from the agent's argument, the system properties, the environment and the
   * file that one of these names.
   *
   * @throws InvalidOption where the argument or the file holds what cannot be taken
   */
  public static Options read(
      @Nullable String argument, Properties properties, Map<String, String> environment) {
    Options options = new Options(new OptionSources(argument, properties, environment));
    options.reportFolder();
    options.baseline();
    options.suppressions();
    return options;
  }

  /** Whether nothing is asked for, right or wrong. */
  public static boolean areStandard(
      @Nullable String argument, Properties properties, Map<String, String> environment) {
    return (argument == null || argument.isBlank())
        && !OptionSources.areAny(properties, environment);
  }

  /** A line for each option that was passed over. */
  public List<String> warnings() {
    return sources.warnings();
  }

  public boolean isEnabled() {
    return is(OptionKey.ENABLED, "true");
  }

  /** How far the guard goes. */
  public GuardLevel guardLevel() {
    return GuardLevel.valueOf(sources.get(OptionKey.GUARD).toUpperCase(Locale.ROOT));
  }

  /** Whether findings turn the exit code. */
  public boolean gateFails() {
    return is(OptionKey.GATE, "fail");
  }

  /** Whether it is watched which test opens what. */
  public boolean watchesTests() {
    return !is(OptionKey.JUNIT, "off");
  }

  /** Whether a test that leaks is to fail. */
  public boolean testsFail() {
    return is(OptionKey.JUNIT, "fail");
  }

  /** What makes the gate fail, in the words of the option. */
  public Set<String> failOn() {
    return Set.copyOf(OptionValues.list(sources.get(OptionKey.FAIL_ON)));
  }

  /** The exit status of a failing gate, 1 to 255. */
  public int exitCode() {
    return Integer.parseInt(sources.get(OptionKey.EXIT_CODE));
  }

  /** The folder for report files; null for none. */
  public @Nullable Path reportFolder() {
    return path(OptionKey.REPORT, "folder");
  }

  /** The file of known findings; null for none. */
  public @Nullable Path baseline() {
    return path(OptionKey.BASELINE, "file");
  }

  /** The file of suppressions; null for none. */
  public @Nullable Path suppressions() {
    return path(OptionKey.SUPPRESSIONS, "file");
  }

  private @Nullable Path path(OptionKey key, String what) {
    String path = sources.get(key);
    try {
      return path.isEmpty() ? null : Path.of(path).toAbsolutePath();
    } catch (InvalidPathException malformed) {
      throw new InvalidOption(
          "option '"
              + key.key()
              + "' cannot be '"
              + path
              + "' (it is a "
              + what
              + ": "
              + malformed.getReason()
              + ")");
    }
  }

  /** Which report files are written. */
  public Set<String> formats() {
    return Set.copyOf(OptionValues.list(sources.get(OptionKey.FORMAT)));
  }

  /** What else is a probe statement; null for nothing. */
  public @Nullable Pattern probe() {
    String pattern = sources.get(OptionKey.PROBE);
    return pattern.isEmpty() ? null : Pattern.compile(pattern, Pattern.CASE_INSENSITIVE);
  }

  /** In milliseconds; 0 for never. */
  public long heldTooLongMillis() {
    return OptionValues.duration(sources.get(OptionKey.HELD_TOO_LONG));
  }

  /**
   * The same for code, by a package, a class or a class with a method, of the file alone.
   *
   * @return in milliseconds; 0 for never
   */
  public Map<String, Long> heldTooLongMillisBy() {
    Map<String, Long> millis = new TreeMap<>();
    sources
        .heldTooLongBy()
        .forEach((name, value) -> millis.put(name, OptionValues.duration(value)));
    return millis;
  }

  public boolean watchesStatements() {
    return is(OptionKey.STATEMENTS, "on");
  }

  /**
   * Whether every opening keeps a full stack; a gate and a test want to know, and so does who has
   * times for code: another opening's stack may be in other code.
   */
  public boolean stacksAlways() {
    return is(OptionKey.STACKS, "always")
        || gateFails()
        || watchesTests()
        || !sources.heldTooLongBy().isEmpty();
  }

  /** How many frames of a stack are reported. */
  public int stackDepth() {
    return Integer.parseInt(sources.get(OptionKey.STACK_DEPTH));
  }

  /** The packages of the application; empty to find out. */
  public List<String> applicationPackages() {
    return OptionValues.list(sources.get(OptionKey.APP_PACKAGES));
  }

  /** The packages that are never woven, with slashes. */
  public List<String> excluded() {
    List<String> packages = new ArrayList<>();
    for (String name : OptionValues.list(sources.get(OptionKey.EXCLUDE))) {
      String prefix = name.replace('.', '/').replace("*", "");
      packages.add(prefix.endsWith("/") ? prefix : prefix + "/");
    }
    return packages;
  }

  /** The port of the loopback address that answers browsers, 0 for any; empty for none. */
  public OptionalInt livePort() {
    return is(OptionKey.LIVE, "off")
        ? OptionalInt.empty()
        : OptionalInt.of(Integer.parseInt(sources.get(OptionKey.LIVE)));
  }

  /** Whether the application's own registry of metrics is given what is counted. */
  public boolean handsMetricsOver() {
    return is(OptionKey.METRICS, "on");
  }

  /** Whether somebody will look at what was open over time, or at what was counted. */
  public boolean wantsHistory() {
    return handsMetricsOver()
        || livePort().isPresent()
        || (reportFolder() != null && formats().contains("html"));
  }

  /** Whether reports show the literals of SQL. */
  public boolean showsLiterals() {
    return is(OptionKey.SQL, "raw");
  }

  /** How much the agent says of itself. */
  public LogLevel logLevel() {
    return LogLevel.valueOf(sources.get(OptionKey.LOG).toUpperCase(Locale.ROOT));
  }

  private boolean is(OptionKey key, String value) {
    return sources.get(key).equals(value);
  }
}
