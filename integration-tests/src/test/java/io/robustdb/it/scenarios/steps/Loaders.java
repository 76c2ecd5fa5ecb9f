package io.robustdb.it.scenarios.steps;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Steps with class loaders of their own. */
final class Loaders {
  private final Database database;

  Loaders(Database database) {
    this.database = database;
  }

  boolean take(String name, @Nullable String value) throws Exception {
    if (name.equals("load")) {
      Kept.keep(Class.forName(String.valueOf(value)));
      return true;
    }
    if (!name.equals("two-loaders")) {
      return false;
    }
    URL jar = Path.of(String.valueOf(value)).toUri().toURL();
    for (int number = 0; number < 2; number++) {
      connect(jar);
    }
    return true;
  }

  /** The same driver again, in a loader of its own. */
  private void connect(URL jar) throws Exception {
    URLClassLoader loader =
        Kept.keep(new URLClassLoader(new URL[] {jar}, ClassLoader.getPlatformClassLoader()));
    Class<?> type = Class.forName("org.postgresql.Driver", true, loader);
    Driver driver = (Driver) type.getDeclaredConstructor().newInstance();
    Connection connection =
        driver.connect(database.urlWithUser(), new Properties()); // site: two-loaders
    Database.use(Kept.keep(connection));
  }
}
