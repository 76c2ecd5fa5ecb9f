package io.robustdb.site;

import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Tells the application's own code from its libraries and the JDK: classes in folders, in {@code
 * BOOT-INF/classes} or {@code WEB-INF/classes}, and whatever shares the package of the main class,
 * unless the user names packages.
 *
 * <p>Thread-safe.
 */
public final class ApplicationCode {
  private static final List<String> JDK = List.of("java.", "javax.", "jdk.", "sun.", "com.sun.");

  /** Package roots under which many unrelated projects live: one more segment tells them apart. */
  private static final List<String> SHARED_ROOTS =
      List.of(
          "org.apache",
          "org.eclipse",
          "com.google",
          "com.github",
          "io.github",
          "com.gitlab",
          "org.springframework");

  private final List<String> named;
  private final String mainPackage;
  private final ConcurrentHashMap<String, Boolean> unpacked = new ConcurrentHashMap<>();

  /**
   * @param named the packages that the user names, empty to find out
   * @param mainClass the JVM's main class, empty where it is not known
   */
  public ApplicationCode(List<String> named, String mainClass) {
    this.named = named;
    this.mainPackage = root(packageOf(mainClass));
  }

  /** Takes note of a class that is being loaded. */
  public void loading(String internalName, @Nullable ProtectionDomain domain) {
    if (!named.isEmpty() || domain == null) {
      return;
    }
    CodeSource source = domain.getCodeSource();
    if (source == null || source.getLocation() == null) {
      return;
    }
    String path = source.getLocation().getPath();
    if (path.endsWith(".jar")) {
      return; // nearly every class
    }
    boolean folder = path.endsWith("/") || path.endsWith("classes!/") || path.endsWith("classes");
    if (folder && !path.endsWith(".jar!/")) {
      int slash = internalName.lastIndexOf('/');
      unpacked.put(
          slash < 0 ? "" : internalName.substring(0, slash).replace('/', '.'), Boolean.TRUE);
    }
  }

  /** Whether a frame belongs to the application. */
  public boolean isApplication(StackTraceElement frame) {
    return isApplication(frame.getClassName());
  }

  /**
   * Whether a class belongs to the application.
   *
   * @param className with dots
   */
  public boolean isApplication(String className) {
    if (isJdk(className)) {
      return false;
    }
    String packageName = packageOf(className);
    if (!named.isEmpty()) {
      return named.stream().anyMatch(prefix -> within(packageName, prefix));
    }
    return unpacked.containsKey(packageName) || within(packageName, mainPackage);
  }

  /**
   * The part of a class's package that tells its project from others: two segments, or three where
   * many projects share two.
   *
   * @param className with dots
   */
  public static String rootOf(String className) {
    return root(packageOf(className));
  }

  /** Whether a class belongs to the JDK, its proxies included. */
  public static boolean isJdk(String className) {
    for (String prefix : JDK) {
      if (className.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }

  private static boolean within(String packageName, String prefix) {
    return prefix.isEmpty()
        ? packageName.isEmpty()
        : packageName.startsWith(prefix)
            && (packageName.length() == prefix.length()
                || packageName.charAt(prefix.length()) == '.');
  }

  private static String packageOf(String className) {
    int dot = className.lastIndexOf('.');
    return dot < 0 ? "" : className.substring(0, dot);
  }

  private static String root(String packageName) {
    int first = packageName.indexOf('.');
    int second = first < 0 ? -1 : packageName.indexOf('.', first + 1);
    if (second < 0) {
      return packageName;
    }
    String root = packageName.substring(0, second);
    int third = packageName.indexOf('.', second + 1);
    return SHARED_ROOTS.contains(root)
        ? (third < 0 ? packageName : packageName.substring(0, third))
        : root;
  }
}
