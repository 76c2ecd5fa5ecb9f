package io.robustdb.format;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The source files below a folder, found by the class and file name of a stack frame. Thread-safe.
 */
public final class SourceFiles {
  /** No sources are at hand. */
  public static final SourceFiles NONE = new SourceFiles(Map.of());

  private static final Set<String> SUFFIXES = Set.of("java", "kt", "groovy", "scala");
  private static final Set<String> OUTPUT = Set.of("target", "build", "out", "node_modules");
  private static final int DEEPEST = 30;

  private static final Pattern PACKAGE =
      Pattern.compile("^\\s*package\\s+([\\w.`]+)", Pattern.MULTILINE);

  /** Text blocks and strings, and what may hold a quote that begins none: comments, letters. */
  private static final Pattern LITERAL =
      Pattern.compile(
          "\"\"\"[\\s\\S]*?\"\"\""
              + "|\"[^\"\\\\\n]*+(?:\\\\.[^\"\\\\\n]*+)*+\""
              + "|//[^\n]*+|/\\*[\\s\\S]*?\\*/"
              + "|'(?:[^'\\\\\n]|\\\\.)'");

  /** Relative paths, with slashes, by their ends: package and file, or the file alone. */
  private final Map<String, String> files;

  private final Map<String, List<String>> lines = new ConcurrentHashMap<>();

  private SourceFiles(Map<String, String> files) {
    this.files = files;
  }

  /**
   * Finds the sources below a folder; what builds put out and what is hidden does not count.
   *
   * @throws IOException where the folder cannot be read
   */
  public static SourceFiles below(Path folder) throws IOException {
    Map<String, String> files = new HashMap<>();
    Files.walkFileTree(
        folder,
        Set.of(),
        DEEPEST,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) {
            String name = String.valueOf(path.getFileName());
            boolean passed =
                !path.equals(folder) && (name.startsWith(".") || OUTPUT.contains(name));
            return passed ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) {
            add(files, folder.relativize(path).toString().replace('\\', '/'));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path path, IOException unreadable) {
            return FileVisitResult.CONTINUE; // a source that cannot be read is not found
          }
        });
    return new SourceFiles(Map.copyOf(files));
  }

  /** The relative path of a frame's source, with slashes; null where it is not found. */
  public @Nullable String of(StackTraceElement frame) {
    String file = frame.getFileName();
    if (file == null) {
      return null;
    }
    int dot = frame.getClassName().lastIndexOf('.');
    String folder = dot < 0 ? "" : frame.getClassName().substring(0, dot).replace('.', '/') + "/";
    String found = files.get(folder + file);
    return found == null && !file.endsWith(".java") ? elsewhere(file, frame) : found;
  }

  /** Other languages leave it to their users in which folder a package is. */
  private @Nullable String elsewhere(String file, StackTraceElement frame) {
    String found = files.get(file);
    if (found == null) {
      return null;
    }
    Matcher declared = PACKAGE.matcher(String.join("\n", lines(found)));
    String name = declared.find() ? declared.group(1) : "";
    return frame.getClassName().startsWith(name.isEmpty() ? "" : name + ".") ? found : null;
  }

  /**
   * The lines of a file that {@link #of} gave, without what stands in their string literals, which
   * may be secrets; none where it cannot be read.
   */
  List<String> lines(String path) {
    return lines.computeIfAbsent(path, SourceFiles::read);
  }

  private static List<String> read(String path) {
    try {
      String text = Files.readString(Path.of(path));
      return LITERAL.matcher(text).replaceAll(SourceFiles::emptied).lines().toList();
    } catch (IOException unreadable) {
      return List.of();
    }
  }

  /** A string with its lines, and nothing else in it; all else as it is. */
  private static String emptied(MatchResult found) {
    String text = found.group();
    if (!text.startsWith("\"")) {
      return Matcher.quoteReplacement(text);
    }
    String quotes = text.startsWith("\"\"\"") ? "\"\"\"" : "\"";
    long breaks = text.chars().filter(letter -> letter == '\n').count();
    return quotes + "…" + "\n".repeat((int) breaks) + quotes;
  }

  private static void add(Map<String, String> files, String path) {
    String suffix = path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    if (SUFFIXES.contains(suffix)) {
      for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
        files.putIfAbsent(path.substring(slash + 1), path);
      }
      files.put(path, path);
    }
  }
}
