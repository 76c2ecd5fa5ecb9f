package io.robustdb.core;

import io.robustdb.weave.JdbcTransformer;
import io.robustdb.weave.TestTransformer;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;

/**
 * Weaves what was loaded before the agent: with a cache of linked classes (JEP 483), or on attach,
 * that may be much. Only classes whose files pass the filter are touched.
 */
final class LoadedClasses {
  private final Instrumentation instrumentation;
  private final ClassLoader own = LoadedClasses.class.getClassLoader();
  private final ClassLoader platform = ClassLoader.getPlatformClassLoader();

  LoadedClasses(Instrumentation instrumentation) {
    this.instrumentation = instrumentation;
  }

  /** Whether any class would have to be woven. */
  boolean haveAnyToWeave() {
    for (Class<?> loaded : instrumentation.getAllLoadedClasses()) {
      if (isToBeWoven(loaded)) {
        return true;
      }
    }
    return false;
  }

  void weave(JdbcTransformer transformer) {
    for (Class<?> loaded : instrumentation.getAllLoadedClasses()) {
      if (isToBeWoven(loaded)) {
        weave(loaded, transformer);
      }
    }
  }

  /** Gives back what was woven as it was: the transformers must have been taken away. */
  void restore() {
    for (Class<?> loaded : instrumentation.getAllLoadedClasses()) {
      if (isToBeWoven(loaded) || TestTransformer.weaves(loaded.getName())) {
        try {
          instrumentation.retransformClasses(loaded);
        } catch (UnmodifiableClassException | RuntimeException | LinkageError refused) {
          // what the JVM does not let go calls a bridge that leads nowhere
        }
      }
    }
  }

  private boolean isToBeWoven(Class<?> loaded) {
    ClassLoader loader = loaded.getClassLoader();
    return loader != null
        && loader != own
        && !JdbcTransformer.isOfJdk(loader, loaded.getName())
        && !isEntry(loaded)
        && (loader == platform ? isOfJdbc(loaded) : isWanted(loaded, loader));
  }

  /** Of a proxy there is no class file. */
  private static boolean isOfJdbc(Class<?> proxy) {
    for (Class<?> type : proxy.getInterfaces()) {
      if (type.getName().startsWith("java.sql.") || type.getName().startsWith("javax.sql.")) {
        return true;
      }
    }
    return false;
  }

  /** The agent's own classes on the application's class path. */
  private static boolean isEntry(Class<?> loaded) {
    return loaded.getName().startsWith("io.robustdb.agent.");
  }

  private boolean isWanted(Class<?> loaded, ClassLoader loader) {
    if (loaded.isArray() || loaded.isHidden() || !instrumentation.isModifiableClass(loaded)) {
      return false;
    }
    try (InputStream file =
        loader.getResourceAsStream(loaded.getName().replace('.', '/') + ".class")) {
      return file == null || JdbcTransformer.mayNeedWeaving(file.readAllBytes());
    } catch (IOException | RuntimeException | Error unreadable) {
      return true; // whatever a loader of the application's says: the class itself is looked at
    }
  }

  private void weave(Class<?> loaded, JdbcTransformer transformer) {
    try {
      instrumentation.retransformClasses(loaded);
    } catch (UnmodifiableClassException | RuntimeException | LinkageError refused) {
      transformer.refused(loaded.getName(), refused);
    }
  }
}
