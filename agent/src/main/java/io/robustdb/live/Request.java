package io.robustdb.live;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The head of a request (RFC 9112). Immutable.
 *
 * @param path what stands for it, which need not be one: other methods than GET have other targets
 */
record Request(String method, String path, String query, Map<String, String> headers) {
  private static final String BEARER = "Bearer ";
  private static final String TOKEN = "token=";

  /** Reads a head; null where it is none, or names two hosts. */
  static @Nullable Request of(String head) {
    String[] lines = head.strip().split("\r\n", -1);
    String[] first = lines[0].split(" ", -1);
    if (first.length != 3 || first[1].isEmpty() || !first[2].startsWith("HTTP/1.")) {
      return null;
    }
    Map<String, String> headers = new HashMap<>();
    for (int line = 1; line < lines.length; line++) {
      int colon = lines[line].indexOf(':');
      if (colon <= 0) {
        return null;
      }
      String name = lines[line].substring(0, colon).toLowerCase(Locale.ROOT);
      if (headers.put(name, lines[line].substring(colon + 1).strip()) != null
          && name.equals("host")) {
        return null;
      }
    }
    int mark = first[1].indexOf('?');
    return mark < 0
        ? new Request(first[0], first[1], "", Map.copyOf(headers))
        : new Request(
            first[0],
            first[1].substring(0, mark),
            first[1].substring(mark + 1),
            Map.copyOf(headers));
  }

  /** A header by its name in small letters; empty where there is none. */
  String header(String name) {
    return headers.getOrDefault(name, "");
  }

  /** What it says for a token, in its query or as a bearer (RFC 6750); empty for nothing. */
  String token() {
    for (String parameter : query.split("&", -1)) {
      if (parameter.startsWith(TOKEN)) {
        return parameter.substring(TOKEN.length());
      }
    }
    String authorization = header("authorization");
    return authorization.startsWith(BEARER) ? authorization.substring(BEARER.length()) : "";
  }
}
