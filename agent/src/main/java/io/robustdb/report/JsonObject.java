package io.robustdb.report;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * An object of a JSON text, read as a whole; what is missing or of another type is told by its
 * name. Immutable.
 */
final class JsonObject {
  private final Map<String, @Nullable Object> values;

  private JsonObject(Map<String, @Nullable Object> values) {
    this.values = values;
  }

  /**
   * Reads a text that is one object, in UTF-8.
   *
   * @throws UnreadableReport where it is not
   */
  static JsonObject read(InputStream input) throws UnreadableReport {
    try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), input)) {
      if (parser.nextToken() == null) {
        throw new UnreadableReport("is empty");
      }
      Object value = value(parser);
      if (!(value instanceof JsonObject object) || parser.nextToken() != null) {
        throw new UnreadableReport("is not one JSON object");
      }
      return object;
    } catch (JacksonException malformed) {
      throw new UnreadableReport("is no JSON (" + malformed.getOriginalMessage() + ")");
    }
  }

  String string(String name) throws UnreadableReport {
    return required(name, optionalString(name));
  }

  @Nullable String optionalString(String name) throws UnreadableReport {
    return optional(name, String.class);
  }

  long number(String name) throws UnreadableReport {
    return required(name, optional(name, Long.class));
  }

  long numberOr(String name, long otherwise) throws UnreadableReport {
    Long number = optional(name, Long.class);
    return number == null ? otherwise : number;
  }

  boolean truth(String name) throws UnreadableReport {
    return required(name, optional(name, Boolean.class));
  }

  boolean truthOr(String name, boolean otherwise) throws UnreadableReport {
    Boolean truth = optional(name, Boolean.class);
    return truth == null ? otherwise : truth;
  }

  JsonObject object(String name) throws UnreadableReport {
    return required(name, optionalObject(name));
  }

  @Nullable JsonObject optionalObject(String name) throws UnreadableReport {
    return optional(name, JsonObject.class);
  }

  List<JsonObject> objects(String name) throws UnreadableReport {
    return list(name, JsonObject.class);
  }

  List<String> strings(String name) throws UnreadableReport {
    return list(name, String.class);
  }

  List<Long> wholeNumbers(String name) throws UnreadableReport {
    return list(name, Long.class);
  }

  /** The names and whole numbers of an object that has nothing else. */
  Map<String, Long> numbers() throws UnreadableReport {
    Map<String, Long> numbers = new LinkedHashMap<>();
    for (String name : values.keySet()) {
      numbers.put(name, number(name));
    }
    return numbers;
  }

  private <T> List<T> list(String name, Class<T> type) throws UnreadableReport {
    List<T> list = new ArrayList<>();
    for (Object element : required(name, optional(name, List.class))) {
      if (!type.isInstance(element)) {
        throw new UnreadableReport("has something else than it should have in '" + name + "'");
      }
      list.add(type.cast(element));
    }
    return list;
  }

  private <T> @Nullable T optional(String name, Class<T> type) throws UnreadableReport {
    Object value = values.get(name);
    if (value != null && !type.isInstance(value)) {
      throw new UnreadableReport("has something else than it should have as '" + name + "'");
    }
    return value == null ? null : type.cast(value);
  }

  private static <T> T required(String name, @Nullable T value) throws UnreadableReport {
    if (value == null) {
      throw new UnreadableReport("has no '" + name + "'");
    }
    return value;
  }

  private static @Nullable Object value(JsonParser parser) {
    return switch (parser.currentToken()) {
      case START_OBJECT -> objectValue(parser);
      case START_ARRAY -> arrayValue(parser);
      case VALUE_STRING -> parser.getString();
      case VALUE_NUMBER_INT -> parser.getLongValue();
      case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      default -> null;
    };
  }

  private static JsonObject objectValue(JsonParser parser) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      values.put(name, value(parser));
    }
    return new JsonObject(values);
  }

  private static List<@Nullable Object> arrayValue(JsonParser parser) {
    List<@Nullable Object> values = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      values.add(value(parser));
    }
    return values;
  }
}
