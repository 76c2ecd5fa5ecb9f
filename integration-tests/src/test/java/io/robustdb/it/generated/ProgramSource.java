package io.robustdb.it.generated;

import java.util.List;
import java.util.StringJoiner;

/** Writes a program as Java. Stateless. */
final class ProgramSource {
  private static final String PACKAGE = "io.robustdb.it.generated.programs";

  private static final String HEAD =
      """
      package io.robustdb.it.generated.programs;

      import com.zaxxer.hikari.HikariDataSource;
      import io.robustdb.it.generated.*;
      import java.lang.ref.*;
      import java.sql.*;
      import java.util.*;
      import java.util.concurrent.*;
      """;

  private ProgramSource() {}

  /** The name of a program's class. */
  static String className(int number) {
    return PACKAGE + "." + simpleName(number);
  }

  /**
   * Its source.
   *
   * @param expected what holds at each of its checkpoints
   */
  static String of(Program program, List<String> expected) {
    String name = simpleName(program.number());
    Code code = new Code();
    code.add(HEAD);
    code.add("public final class " + name + " implements GeneratedProgram {");
    StringJoiner clearing = new StringJoiner("\n");
    code.add("private Object bystander;");
    clearing.add(program.bystander().leaves());
    for (int number = 0; number < program.episodes().size(); number++) {
      Place place = program.episodes().get(number).place();
      code.add(declared(place).replace("#", Integer.toString(number)));
      clearing.add(cleared(place).replace("self.", "this.").replace("#", Integer.toString(number)));
    }
    code.add("\n@Override\npublic List<String> expected() {");
    code.add("return List.of(\"" + String.join("\", \"", expected) + "\");\n}");
    code.add("\n@Override\npublic boolean isLast() {\nreturn " + program.isLast() + ";\n}");
    code.add("\n@Override\npublic void run(Context context) throws Exception {");
    run(program, name, code);
    code.add("}\n\n@Override\npublic void clear() {");
    code.add(clearing.toString());
    code.add("}");
    for (int number = 0; number < program.episodes().size(); number++) {
      new LevelSource(program.episodes().get(number), number, name, code).addAll();
    }
    code.add("}");
    return code.toString();
  }

  private static void run(Program program, String name, Code code) {
    code.add(name + " self = this;");
    code.add(program.bystander().enters());
    StringJoiner atEnd = new StringJoiner("\n");
    for (int number = 0; number < program.episodes().size(); number++) {
      Episode episode = program.episodes().get(number);
      code.add("context.episode(" + episode.attempts() + ", " + episode.succeedsAtLast() + ");");
      String parameter = episode.place().parameter();
      if (!parameter.isEmpty()) {
        String made = parameter.equals("Object[]") ? "new Object[1]" : "new ArrayList<>()";
        code.add(parameter + " kept" + number + " = " + made + ";");
      }
      code.add(new LevelSource(episode, number, name, code).call() + ";");
      code.add("context.checkpoint();");
      String later = later(episode).replace("#", Integer.toString(number));
      if (episode.laterAtEnd()) {
        atEnd.add(later);
      } else {
        code.add(later);
        code.add("context.checkpoint();");
      }
    }
    code.add(atEnd.toString());
    code.add("context.checkpoint();");
  }

  private static String later(Episode episode) {
    Place place = episode.place();
    String taken =
        switch (episode.later()) {
          case USE -> place.get().isEmpty() ? "" : "context.finish(" + place.get() + ");\n";
          case CLOSE -> "context.close(" + place.get() + ");\n";
          case NEVER, FORGET -> "";
        };
    boolean works = place.compareTo(Place.STARTED_THREAD) >= 0;
    return taken + (works ? "context.release();\n" : "");
  }

  private static String declared(Place place) {
    return switch (place) {
      case WEAK_REFERENCE -> "private WeakReference<Object> weak#;";
      case SOFT_REFERENCE -> "private SoftReference<Object> soft# = new SoftReference<>(null);";
      case FIELD, ESCAPED_THIS -> "private Object field#;";
      case STATIC_FIELD -> "private static Object held#;";
      case STATIC_MAP -> "private static final Map<Integer, Object> MAP# = new TreeMap<>();";
      case STATIC_QUEUE ->
          "private static final BlockingQueue<Object> QUEUE# = new LinkedBlockingQueue<>();";
      case THREAD_LOCAL, FOREIGN_THREAD_LOCAL ->
          "private static final ThreadLocal<Object> LOCAL# = new ThreadLocal<>();";
      default -> "";
    };
  }

  private static String cleared(Place place) {
    return switch (place) {
      case SOFT_REFERENCE,
          FIELD,
          ESCAPED_THIS,
          STATIC_FIELD,
          STATIC_MAP,
          STATIC_QUEUE,
          THREAD_LOCAL ->
          place.forget();
      default -> "";
    };
  }

  private static String simpleName(int number) {
    return "Program" + number;
  }
}
