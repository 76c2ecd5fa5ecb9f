package io.robustdb.report;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Takes out of SQL and of exceptions' texts what may be a secret: every literal. What a text of a
 * dialect means is not known here, so whatever is a literal in one of them counts as one.
 * Stateless.
 */
final class Masking {
  private static final int LONGEST = 2000;

  private static final Pattern COMMENT =
      Pattern.compile("/\\*.*?(?:\\*/|\\z)|--[^\\n]*", Pattern.DOTALL);

  private static final Pattern QUOTED = Pattern.compile("'(?:[^']|'')*'?", Pattern.DOTALL);

  /** In some dialects it hides the quote behind it, in others it does not. */
  private static final Pattern BACKSLASH_AND_QUOTE = Pattern.compile("\\\\['\"]");

  private static final Pattern FIRST_TO_LAST_QUOTE =
      Pattern.compile("'.*(?:'|\\z)", Pattern.DOTALL);

  private static final Pattern DOLLAR_QUOTED =
      Pattern.compile("\\$(\\w*)\\$.*?(?:\\$\\1\\$|\\z)", Pattern.DOTALL);

  /** A name, where it must be one; otherwise it may be a text (MySQL). */
  private static final Pattern DOUBLE_QUOTED =
      Pattern.compile(
          "(\\.|\\b(?:from|join|into|update|table|as|by|schema)\\s+)?(\"(?:[^\"]|\"\")*\"?)(?=(\\.)?)",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern NUMBER = Pattern.compile("(?<![\\w$:@\"?.])\\.?\\d[\\w.]*");

  private static final Pattern IDENTIFIED =
      Pattern.compile(
          "(?i)\\b(identified\\s+(?:by|with\\s+\\S+\\s+(?:by|as))(?:\\s+(?:password|values))?|password)"
              + "(\\s*=\\s*|\\s+)(\"[^\"]*\"?|'(?:[^']|'')*'?|[^\\s,;)(]+)");

  /** What servers repeat of values outside of single quotes. */
  private static final Pattern VALUE_IN_MESSAGE =
      Pattern.compile(
          "(?<=\\)=)\\(.*\\)|(?<=row contains )\\(.*\\)|(?<=value is )\\(.*\\)"
              + "|(?<=: |value |converting |near )\"[^\"]*\"");

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
    return url == null ? null : Secrets.masked(shortened(url));
  }

  /**
   * The text of an exception: it may repeat a URL, SQL or a value.
   *
   * @param url of the connection it is about, null where it is not known
   */
  @Nullable String message(@Nullable String message, @Nullable String url) {
    if (message == null) {
      return null;
    }
    String text = shortened(message);
    String masked = url == null ? Secrets.masked(text) : Secrets.masked(text, url);
    masked = IDENTIFIED.matcher(masked).replaceAll("$1 " + Secrets.MASK);
    if (showsLiterals) {
      return masked;
    }
    masked = withoutQuoted(masked, "'" + Secrets.MASK + "'");
    masked = VALUE_IN_MESSAGE.matcher(masked).replaceAll("(" + Secrets.MASK + ")");
    return DOLLAR_QUOTED.matcher(masked).replaceAll(Secrets.MASK);
  }

  @Nullable String sql(@Nullable String sql) {
    if (sql == null) {
      return null;
    }
    String text = shortened(sql);
    if (isProbe(text)) {
      return text;
    }
    String masked = IDENTIFIED.matcher(text).replaceAll("$1 ?");
    if (showsLiterals) {
      return masked; // a password is no literal that helps
    }
    masked = COMMENT.matcher(masked).replaceAll(" ");
    masked = withoutQuoted(masked, "?");
    masked = DOLLAR_QUOTED.matcher(masked).replaceAll("?");
    masked = DOUBLE_QUOTED.matcher(masked).replaceAll(Masking::nameOrText);
    return NUMBER.matcher(masked).replaceAll("?").strip();
  }

  private static String withoutQuoted(String text, String mask) {
    boolean ambiguous = BACKSLASH_AND_QUOTE.matcher(text).find();
    Pattern quoted = ambiguous ? FIRST_TO_LAST_QUOTE : QUOTED;
    return quoted.matcher(text).replaceAll(Matcher.quoteReplacement(mask));
  }

  private static String nameOrText(MatchResult doubleQuoted) {
    boolean name = doubleQuoted.group(1) != null || doubleQuoted.group(3) != null;
    return name ? Matcher.quoteReplacement(doubleQuoted.group()) : "?";
  }

  private boolean isProbe(String sql) {
    for (Pattern known : PROBES) {
      if (known.matcher(sql).matches()) {
        return true;
      }
    }
    return probe != null && probe.matcher(sql).matches();
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }
}
