package io.robustdb.it.scenarios;

import java.lang.reflect.Method;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;

/** Opens connections to a database in memory at many places of the code, and closes none. */
public final class ManyPlaces {
  private static final List<Connection> KEPT = new ArrayList<>();

  private ManyPlaces() {}

  /** Arguments: classes all of whose methods open one. */
  public static void main(String[] args) throws Exception {
    for (String name : args) {
      for (Method place : Class.forName(name).getDeclaredMethods()) {
        KEPT.add((Connection) place.invoke(null));
      }
    }
    System.out.println("open " + KEPT.size());
    System.in.read();
  }
}
