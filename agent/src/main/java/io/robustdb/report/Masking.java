package io.robustdb.report;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Takes secrets out of what is to be shown: of JDBC URLs, also where an exception's text repeats
 * one, and of SQL, where every literal may be one. Stateless.
 */
final class Masking {
  static final String MASK = "***";

  /** {@code user:secret@host}, {@code user/secret@host} of Oracle's thin URLs. */
  private static final Pattern USER_INFO =
      Pattern.compile("(?<=//|:thin:|:oci:|:oci8:)([^/?#@\\s'\"]*)[:/]([^?#\\s'\"]*)@");

  private static final String SECRET_NAME =
      "[\\w.\\-]*(?:passw|pwd|passphrase|secret|token|credential|accesskey|apikey|api_key|private_?key)[\\w.\\-]*|pw|pass";

  private static final Pattern PARAMETER =
      Pattern.compile(
          "(?i)(?<![\\w.])("
              + SECRET_NAME
              + ")(\\s*[=:]\\s*)(\"[^\"]*\"|'[^']*'|\\{[^}]*\\}|[^&;,\\s)'\"]+)");

  private static final Pattern QUOTED =
      Pattern.compile("'(?:[^'\\\\]|''|\\\\.)*'?", Pattern.DOTALL);

  private static final Pattern DOLLAR =
      Pattern.compile("\\$(\\w*)\\$.*?(?:\\$\\1\\$|\\z)", Pattern.DOTALL);
  private static final Pattern NUMBER = Pattern.compile("(?<![\\w$.:@\"])\\d+(?:\\.\\d+)?\\b");
  private static final Pattern IDENTIFIED =
      Pattern.compile(
          "(?i)\\b(identified\\s+(?:by|with\\s+\\S+\\s+(?:by|as))(?:\\s+password)?|password)\\s+(\"[^\"]*\"|[^\\s,;)]+)");
  private static final Pattern DOUBLE_QUOTED_VALUE =
      Pattern.compile("(?<==\\s?|values\\s?\\(|,\\s?)\"[^\"]*\"", Pattern.CASE_INSENSITIVE);

  /**
   * Values that servers repeat outside of single quotes: {@code Key (name)=(value)}, {@code type
   * integer: "value"}.
   */
  private static final Pattern VALUE_IN_MESSAGE =
      Pattern.compile("(?<=\\)=)\\([^)]*\\)|(?<=: )\"[^\"]*\"");

  private static final Pattern COMMENT =
      Pattern.compile("/\\*.*?(?:\\*/|\\z)|--[^\\n]*", Pattern.DOTALL);

  private static final int LONGEST = 2000;

  /** The health checks that are known; they are shown as they are. */
  private static final List<Pattern> PROBES =
      List.of(
          Pattern.compile(
              "(?i)\\s*(select|values)\\s*\\(?\\s*1\\s*\\)?\\s*(from\\s+[\\w.$]+)?\\s*;?\\s*"),
          Pattern.compile("(?i)\\s*/\\*\\s*ping\\s*\\*/\\s*select\\s+1\\s*;?\\s*"));

  private final boolean showsLiterals;
  private final @Nullable Pattern probe;

  /**
   * @param showsLiterals whether SQL is shown as it is
   * @param probe further health checks, null for none
   */
  Masking(boolean showsLiterals, @Nullable Pattern probe) {
    this.showsLiterals = showsLiterals;
    this.probe = probe;
  }

  @Nullable String url(@Nullable String url) {
    return url == null ? null : secrets(shortened(url));
  }

  /** The text of an exception: it may repeat a URL, SQL or a value. */
  @Nullable String message(@Nullable String message) {
    if (message == null) {
      return null;
    }
    String masked = secrets(IDENTIFIED.matcher(shortened(message)).replaceAll("$1 " + MASK));
    if (showsLiterals) {
      return masked;
    }
    masked = QUOTED.matcher(masked).replaceAll("'" + MASK + "'");
    masked = VALUE_IN_MESSAGE.matcher(masked).replaceAll("(" + MASK + ")");
    return DOLLAR.matcher(masked).replaceAll(MASK);
  }

  @Nullable String sql(@Nullable String sql) {
    if (sql == null) {
      return null;
    }
    String text = shortened(sql);
    if (showsLiterals || isProbe(text)) {
      return text;
    }
    String masked = IDENTIFIED.matcher(text).replaceAll("$1 ?");
    masked = COMMENT.matcher(masked).replaceAll(" ");
    masked = DOLLAR.matcher(QUOTED.matcher(masked).replaceAll("?")).replaceAll("?");
    masked = DOUBLE_QUOTED_VALUE.matcher(masked).replaceAll("?");
    return NUMBER.matcher(masked).replaceAll("?").strip();
  }

  boolean isProbe(String sql) {
    for (Pattern known : PROBES) {
      if (known.matcher(sql).matches()) {
        return true;
      }
    }
    return probe != null && probe.matcher(sql).matches();
  }

  private static String secrets(String text) {
    String masked = USER_INFO.matcher(text).replaceAll("$1:" + MASK + "@");
    return PARAMETER.matcher(masked).replaceAll("$1$2" + MASK);
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }
}
