package io.robustdb.site;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The stable name of a finding: made of the kind of resource and the frames that are to blame, with
 * everything taken out that differs between machines, runs and builds of the same source.
 */
public final class Fingerprint {
  private static final int LENGTH = 16;

  /** What compilers, proxies and frameworks put into names anew each time. */
  private static final Pattern GENERATED =
      Pattern.compile(
          "\\$\\$Lambda.*|\\$\\$[A-Z]\\w*(CGLIB|ByteBuddy|Proxy)\\w*.*|\\$\\$SpringCGLIB.*|_\\$\\$_.*");

  private static final Pattern NUMBER = Pattern.compile("(?<=\\$)\\d+|(?<=Proxy)\\d+");

  private Fingerprint() {}

  /** The fingerprint of a resource of a kind, opened through these frames. */
  public static String of(String kind, List<StackTraceElement> frames) {
    StringBuilder text = new StringBuilder(kind);
    for (StackTraceElement frame : frames) {
      text.append('\n')
          .append(normalised(frame.getClassName()))
          .append('#')
          .append(normalised(frame.getMethodName()));
    }
    return of(text.toString());
  }

  /** The same of one that was open before the agent came, told by what it is. */
  static String ofEarlier(String kind, String what) {
    return of(kind + "\nearlier " + normalised(what));
  }

  private static String of(String text) {
    return HexFormat.of().formatHex(digest(text)).substring(0, LENGTH);
  }

  static String normalised(String name) {
    return NUMBER.matcher(GENERATED.matcher(name).replaceFirst("")).replaceAll("");
  }

  private static byte[] digest(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }
}
