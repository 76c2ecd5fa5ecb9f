package io.robustdb.it.failures;

import io.robustdb.it.harness.SessionObserver;
import io.robustdb.it.scenarios.failures.Order;
import java.util.function.Supplier;

/** A role may not do what the start-up needs, until it may. */
final class RoleFaults {
  private RoleFaults() {}

  private abstract static class RoleFault extends Fault {
    private final Supplier<SessionObserver> observer;
    private final String url;

    RoleFault(Supplier<SessionObserver> observer, String url, Left connection, Left pool) {
      super(connection, pool);
      this.observer = observer;
      this.url = url;
    }

    @Override
    final SessionObserver observer() {
      return observer.get();
    }

    /** Each story has its own. */
    String role(Story story) {
      return "role_for_" + story.view();
    }

    @Override
    Order order(Story story) {
      return Target.of(url, role(story), "secret").order(story);
    }

    @Override
    void tidy(Story story) {
      super.tidy(story);
      observer().execute("DROP ROLE IF EXISTS " + role(story));
    }

    final void createRole(Story story, String attributes) {
      observer().execute("CREATE ROLE " + role(story) + " " + attributes);
    }

    final void alterRole(Story story, String attributes) {
      observer().execute("ALTER ROLE " + role(story) + " " + attributes);
    }
  }

  /** It is not let in. */
  static final class NoLogin extends RoleFault {
    NoLogin(SessionObserver observer, String url) {
      super(() -> observer, url, Left.NOTHING, Left.SESSIONS_LATER);
    }

    /** Waiting for a pool takes its time. */
    @Override
    int failures(Form form) {
      return form == Form.POOL ? 1 : 2;
    }

    @Override
    void arrange(Story story) {
      createRole(story, "NOLOGIN PASSWORD 'secret'");
      makeReady(story);
    }

    @Override
    void heal(Story story, boolean guarded) {
      alterRole(story, "LOGIN");
    }
  }

  /** It has another password than the program. */
  static final class WrongPassword extends RoleFault {
    private final String role;

    /**
     * @param role the one that the server asks for its password
     */
    WrongPassword(Supplier<SessionObserver> observer, String url, String role) {
      super(observer, url, Left.NOTHING, Left.SESSIONS_LATER);
      this.role = role;
    }

    @Override
    String role(Story story) {
      return role;
    }

    /** Waiting for a pool takes its time. */
    @Override
    int failures(Form form) {
      return form == Form.POOL ? 1 : 2;
    }

    @Override
    void arrange(Story story) {
      createRole(story, "LOGIN PASSWORD 'another'");
      makeReady(story);
    }

    @Override
    void heal(Story story, boolean guarded) {
      alterRole(story, "PASSWORD 'secret'");
    }
  }

  /** It is let in and may not read what the check reads. */
  static class NoPermission extends RoleFault {
    private final String attributes;

    NoPermission(SessionObserver observer, String url) {
      this(() -> observer, url, Left.SESSIONS, "");
    }

    NoPermission(Supplier<SessionObserver> observer, String url, Left left, String attributes) {
      super(observer, url, left, left);
      this.attributes = attributes;
    }

    @Override
    void arrange(Story story) {
      createRole(story, "LOGIN PASSWORD 'secret' " + attributes);
      observer().execute("CREATE VIEW " + story.view() + " AS SELECT 1 AS ready");
    }

    @Override
    void heal(Story story, boolean guarded) {
      makeReady(story);
    }
  }

  /** It may have one session at a time: what was left keeps the next out. */
  static final class RoleLimit extends NoPermission {
    RoleLimit(SessionObserver observer, String url) {
      super(() -> observer, url, Left.THE_ONLY_SESSION, "CONNECTION LIMIT 1");
    }
  }

  /** The server has only so many sessions: what was left by many attempts keeps all out. */
  static final class ServerLimit extends NoPermission {
    private final int limit;

    ServerLimit(Supplier<SessionObserver> observer, String url, int limit) {
      super(observer, url, Left.ALL_SESSIONS, "");
      this.limit = limit;
    }

    @Override
    int failures(Form form) {
      return limit;
    }
  }
}
