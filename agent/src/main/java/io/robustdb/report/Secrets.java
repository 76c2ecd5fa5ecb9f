package io.robustdb.report;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes passwords and the like out of JDBC URLs and out of texts that may repeat one. Where it is
 * not certain how far a secret goes, too much is taken out rather than too little.
 *
 * <p>Stateless.
 */
final class Secrets {
  static final String MASK = "***";

  /** {@code user:secret@host}, and {@code user/secret@host} of Oracle's URLs. */
  private static final Pattern USER_INFO =
      Pattern.compile(
          "(?<=//|:thin:|:oci:|:oci8:)([^/?#@:\\s'\"]*)[:/]((?:\"[^\"]*\"|[^?#\\s'\"]|[?#](?=[^=\\s'\"]*@))*)@");

  private static final String NAME =
      "((?i:[\\w.\\-]*(?:passw|pwd|passphrase|secret|token|credential|accesskey|accountkey|apikey|api_key"
          + "|private_?key|encryptionkey)[\\w.\\-]*|pw|pass))";

  /** Behind {@code ?} or {@code &}: up to the next {@code &}. */
  private static final Pattern IN_QUERY = Pattern.compile("(?<=[?&])" + NAME + "(=)([^&\\s]*)");

  /** Behind a semicolon: up to the next one that no braces enclose, spaces included. */
  private static final Pattern IN_PROPERTIES =
      Pattern.compile("(?<=;)\\s*" + NAME + "(\\s*=\\s*)(\\{(?:[^}]|\\}\\})*\\}|[^;\\n]*)");

  /** Everywhere else. */
  private static final Pattern IN_TEXT =
      Pattern.compile(
          "(?<![\\w.?&;])"
              + NAME
              + "(\\s*[=:]\\s*)(\"[^\"]*\"?|'[^']*'?|\\{(?:[^}]|\\}\\})*\\}|[^&;,\\s)'\"}]+)");

  private Secrets() {}

  /** A URL, or a text that may hold one, without secrets. */
  static String masked(String text) {
    String masked = USER_INFO.matcher(text).replaceAll("$1:" + MASK + "@");
    masked = IN_QUERY.matcher(masked).replaceAll("$1$2" + MASK);
    masked = IN_PROPERTIES.matcher(masked).replaceAll("$1$2" + MASK);
    return IN_TEXT.matcher(masked).replaceAll("$1$2" + MASK);
  }

  /** A text without secrets, where the URL is known that it may speak of. */
  static String masked(String text, String url) {
    String masked = text.replace(url, masked(url));
    for (String secret : of(url)) {
      masked = masked.replace(secret, MASK);
    }
    return masked(masked);
  }

  /** The secrets of a URL, those left out that are too short to be told from other words. */
  private static List<String> of(String url) {
    List<String> secrets = new ArrayList<>();
    add(USER_INFO.matcher(url), 2, secrets);
    add(IN_QUERY.matcher(url), 3, secrets);
    add(IN_PROPERTIES.matcher(url), 3, secrets);
    add(IN_TEXT.matcher(url), 3, secrets);
    return secrets;
  }

  private static void add(Matcher found, int group, List<String> secrets) {
    while (found.find()) {
      if (found.group(group).length() > 3) {
        secrets.add(found.group(group));
      }
    }
  }
}
