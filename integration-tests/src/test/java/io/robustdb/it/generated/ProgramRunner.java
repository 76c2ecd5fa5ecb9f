package io.robustdb.it.generated;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** The main class that runs generated programs one after the other. */
public final class ProgramRunner {
  private final Login login;
  private final String name;
  private final boolean guarded;
  private final boolean lost;
  private final Sessions sessions;

  private ProgramRunner(Login login, String name, String how, Sessions sessions) {
    this.login = login;
    this.name = name;
    this.lost = how.equals("lost");
    this.guarded = lost || how.equals("guarded");
    this.sessions = sessions;
  }

  /**
   * Arguments: URL, user, password, a name for the server, {@code guarded}, {@code lost} or {@code
   * alone}, and the classes of the programs from one number to another.
   */
  public static void main(String[] args) throws Exception {
    Login login = new Login(args[0], args[1], args[2]);
    try (Sessions sessions = new Sessions(args[0], args[1], args[2])) {
      ProgramRunner runner = new ProgramRunner(login, args[3], args[4], sessions);
      int first = Integer.parseInt(args[5]);
      int end = first + Integer.parseInt(args[6]);
      for (boolean last : List.of(false, true)) {
        for (int number = first; number < end; number++) {
          runner.run(number, last);
        }
      }
    }
  }

  private void run(int number, boolean last) throws Exception {
    Class<? extends GeneratedProgram> type =
        Class.forName(ProgramSource.className(number)).asSubclass(GeneratedProgram.class);
    if (type.getDeclaredConstructor().newInstance().isLast() != last) {
      return;
    }
    System.err.println("program " + number); // what the agent says now is about this one
    Checkpoints first = run(type.getDeclaredConstructor().newInstance(), name + number, number);
    if (first.isOnlyLeft()) {
      System.out.println("again " + number + " for " + first.mismatches());
      run(type.getDeclaredConstructor().newInstance(), name + number + "again", number);
    }
  }

  /**
   * Runs a program. Where the guard has only left something, which a busy machine is reason enough
   * for, nothing is said yet but by the checkpoints.
   */
  private Checkpoints run(GeneratedProgram program, String application, int number)
      throws Exception {
    Openings openings = new Openings(application);
    Checkpoints checkpoints =
        new Checkpoints(sessions, application, openings, expected(program), guarded);
    Quiet.await();
    try {
      program.run(new Context(login, openings, checkpoints));
      checkpoints.end();
    } catch (Exception | Error escaped) {
      openings.say("ended with " + escaped);
    }
    if (application.endsWith("again") || !checkpoints.isOnlyLeft()) {
      openings.lines().forEach(line -> System.out.println(number + " " + line));
      System.out.println(
          checkpoints.mismatches().isEmpty()
              ? "oracle " + number + " agrees"
              : "oracle " + number + " disagrees " + checkpoints.mismatches());
    }
    if (checkpoints.collections() > 0) {
      System.err.println(number + " needed the collector");
    }
    program.clear();
    tidy(application, openings);
    return checkpoints;
  }

  /** A guard that goes further may close whatever nobody can use. */
  private List<String> expected(GeneratedProgram program) {
    char handsOff = Fate.HANDS_OFF.letter();
    char open = Fate.OPEN_TO_GUARD.letter();
    return program.expected().stream()
        .map(fates -> lost ? fates.replace(handsOff, open) : fates)
        .toList();
  }

  private void tidy(String application, Openings openings) throws SQLException {
    for (int number = 0; number < openings.count(); number++) {
      Object resource = openings.get(number);
      if (resource instanceof HikariDataSource pool) {
        pool.close();
      } else if (resource instanceof Connection connection) {
        connection.close();
      }
    }
    sessions.terminateAll(application);
  }
}
