package io.robustdb.it.scenarios.guard;

import java.util.List;

/** Runs the shapes that its arguments name. */
public final class StartUps {
  private StartUps() {}

  /**
   * Arguments: URL with an application name, user, password, {@code leaks} or {@code hands-off}.
   */
  public static void main(String[] args) throws Exception {
    try (Server server = new Server(args[0], args[1], args[2])) {
      for (String name : List.of(args).subList(4, args.length)) {
        if (args[3].equals("leaks")) {
          if (!new OtherLeaks(server).take(name)
              && !new LeaksInThreads(server).take(name)
              && !new PoolLeaks(server).take(name)) {
            new Leaks(server).take(name);
          }
          System.out.println("after " + name + " " + server.sessions(name));
        } else {
          if (!new OtherHandsOff(server).take(name)
              && !new HandsOffInThreads(server).take(name)
              && !new Wrappers(server).take(name)
              && !Around.take(server, name)) {
            new HandsOff(server).take(name);
          }
        }
      }
    }
  }
}
