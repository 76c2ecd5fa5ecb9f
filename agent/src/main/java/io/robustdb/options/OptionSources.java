package io.robustdb.options;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Gathers the options from where they may stand. The agent's argument beats a system property, that
 * the environment, that the file. What the argument and the file say must be right; elsewhere,
 * where others put names too, what is wrong is a warning.
 */
final class OptionSources {
  private static final String PROPERTY = "robustdb.";
  private static final String VARIABLE = "ROBUSTDB_";
  private static final String HELD_BY = OptionKey.HELD_TOO_LONG.key() + ".";

  private final Map<String, String> heldTooLongBy = new TreeMap<>();
  private final Map<OptionKey, String> values = new EnumMap<>(OptionKey.class);
  private final List<String> warnings = new ArrayList<>();

  OptionSources(@Nullable String argument, Properties properties, Map<String, String> environment) {
    Map<OptionKey, String> ofArgument = argument(argument == null ? "" : argument);
    Map<OptionKey, String> ofProperties = properties(properties);
    Map<OptionKey, String> ofEnvironment = environment(environment);
    String file = first(OptionKey.CONFIG, ofArgument, ofProperties, ofEnvironment);
    values.putAll(file == null || file.isEmpty() ? Map.of() : file(file));
    values.putAll(ofEnvironment);
    values.putAll(ofProperties);
    values.putAll(ofArgument);
  }

  /** Whether a property or variable has a name of ours. */
  static boolean areAny(Properties properties, Map<String, String> environment) {
    for (Object name : properties.keySet()) {
      if (name instanceof String text && text.startsWith(PROPERTY)) {
        return true;
      }
    }
    for (String name : environment.keySet()) {
      if (name.startsWith(VARIABLE)) {
        return true;
      }
    }
    return false;
  }

  /** The value of a key, or its standard. */
  String get(OptionKey key) {
    return values.getOrDefault(key, key.standard());
  }

  /** The durations that the file gives for code, by its name. */
  Map<String, String> heldTooLongBy() {
    return heldTooLongBy;
  }

  /** A line for each thing that was passed over. */
  List<String> warnings() {
    return warnings;
  }

  private static Map<OptionKey, String> argument(String argument) {
    Map<OptionKey, String> found = new EnumMap<>(OptionKey.class);
    for (String part : argument.split(",", -1)) {
      if (!part.isBlank()) {
        int equals = part.indexOf('=');
        if (equals < 0) {
          throw new InvalidOption(
              "option '" + part.trim() + "' has no value (write key=value,key=value)");
        }
        put(found, part.substring(0, equals).trim(), part.substring(equals + 1).trim());
      }
    }
    return found;
  }

  private Map<OptionKey, String> file(String name) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(Path.of(name))) {
      properties.load(reader);
    } catch (IOException | InvalidPathException unreadable) {
      throw new InvalidOption(
          "option 'config' names '" + name + "', which cannot be read (" + unreadable + ")");
    } catch (IllegalArgumentException malformed) {
      throw new InvalidOption(
          "the file '" + name + "' is no properties file (" + malformed.getMessage() + ")");
    }
    Map<OptionKey, String> found = new EnumMap<>(OptionKey.class);
    for (String key : properties.stringPropertyNames()) {
      String value = properties.getProperty(key).trim();
      if (key.startsWith(HELD_BY)) {
        putHeldBy(key, value);
      } else {
        put(found, key, value);
      }
    }
    return found;
  }

  private void putHeldBy(String key, String value) {
    String wrong = OptionValues.wrong(OptionKey.HELD_TOO_LONG, value);
    if (wrong != null) {
      throw new InvalidOption(wrong.replace(HELD_BY.substring(0, HELD_BY.length() - 1), key));
    }
    heldTooLongBy.put(key.substring(HELD_BY.length()), value);
  }

  private static void put(Map<OptionKey, String> found, String name, String value) {
    OptionKey key = OptionKey.of(name);
    if (key == null) {
      throw new InvalidOption(unknown(name));
    }
    String wrong = wrong(key, value);
    if (wrong != null) {
      throw new InvalidOption(wrong);
    }
    found.put(key, value);
  }

  private Map<OptionKey, String> properties(Properties properties) {
    Map<OptionKey, String> found = new EnumMap<>(OptionKey.class);
    for (String name : properties.stringPropertyNames()) {
      if (name.startsWith(PROPERTY)) {
        String key = name.substring(PROPERTY.length());
        putOrWarn(found, "system property " + name, key, properties.getProperty(name));
      }
    }
    return found;
  }

  private Map<OptionKey, String> environment(Map<String, String> environment) {
    Map<OptionKey, String> found = new EnumMap<>(OptionKey.class);
    for (Map.Entry<String, String> variable : environment.entrySet()) {
      String name = variable.getKey();
      if (name.startsWith(VARIABLE)) {
        String key = name.substring(VARIABLE.length()).toLowerCase(Locale.ROOT).replace('_', '-');
        putOrWarn(found, "environment variable " + name, key, variable.getValue());
      }
    }
    return found;
  }

  private void putOrWarn(Map<OptionKey, String> found, String where, String name, String value) {
    OptionKey key = OptionKey.of(name);
    String wrong = key == null ? unknown(name) : wrong(key, value.trim());
    if (key == null || wrong != null) {
      warnings.add(where + " is ignored: " + wrong);
    } else {
      found.put(key, value.trim());
    }
  }

  private static @Nullable String wrong(OptionKey key, String value) {
    if (key.choices().isEmpty() || key.choices().contains(value)) {
      return OptionValues.wrong(key, value);
    }
    return "option '"
        + key.key()
        + "' cannot be '"
        + value
        + "' (did you mean '"
        + Nearest.to(value, key.choices())
        + "'? It is one of "
        + String.join(", ", key.choices())
        + ")";
  }

  private static String unknown(String name) {
    return "there is no option '"
        + name
        + "' (did you mean '"
        + Nearest.to(name, OptionKey.keys())
        + "'?)";
  }

  @SafeVarargs
  private static @Nullable String first(OptionKey key, Map<OptionKey, String>... sources) {
    for (Map<OptionKey, String> source : sources) {
      if (source.containsKey(key)) {
        return source.get(key);
      }
    }
    return null;
  }
}
