package io.robustdb.core;

import io.robustdb.weave.JdbcTransformer;
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
  private final JdbcTransformer transformer;

  LoadedClasses(Instrumentation instrumentation, JdbcTransformer transformer) {
    this.instrumentation = instrumentation;
    this.transformer = transformer;
  }

  void weave() {
    ClassLoader own = LoadedClasses.class.getClassLoader();
    ClassLoader platform = ClassLoader.getPlatformClassLoader();
    for (Class<?> loaded : instrumentation.getAllLoadedClasses()) {
      ClassLoader loader = loaded.getClassLoader();
      if (loader != null
          && loader != own
          && loader != platform
          && !isEntry(loaded)
          && isWanted(loaded, loader)) {
        weave(loaded);
      }
    }
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
    } catch (IOException | RuntimeException unreadable) {
      return true;
    }
  }

  private void weave(Class<?> loaded) {
    try {
      instrumentation.retransformClasses(loaded);
    } catch (UnmodifiableClassException | RuntimeException | LinkageError refused) {
      transformer.refused(loaded.getName(), refused);
    }
  }
}
