package io.robustdb.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.robustdb.jdk.Ownership;
import io.robustdb.site.ApplicationCode;
import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.AssertionInfo;
import org.assertj.core.api.Condition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whose books are no use of a resource. AssertJ stands for any library here. */
class LibrariesTest {
  private final ApplicationCode code = new ApplicationCode(List.of("io.robustdb"), "");
  private final URLClassLoader others;

  LibrariesTest() throws MalformedURLException {
    List<URL> all = new ArrayList<>();
    for (String each : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      all.add(Path.of(each).toUri().toURL());
    }
    others = new URLClassLoader(all.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
  }

  @AfterEach
  void close() throws IOException {
    others.close();
  }

  @Test
  void theLibraryOfAnObjectIsItsOwn() throws ClassNotFoundException {
    Libraries libraries = new Libraries(apart(Condition.class), code);

    assertThat(libraries.apply(apart(AssertionInfo.class))).isEqualTo(Ownership.OWN);
    assertThat(libraries.apply(apart(AssertionInfo.class).arrayType().arrayType()))
        .isEqualTo(Ownership.OWN);
    assertThat(libraries.apply(apart(ExtendsLibrary.class))).isEqualTo(Ownership.OTHER);
    assertThat(libraries.apply(Thread.class)).isEqualTo(Ownership.JDK);
  }

  /** As frameworks extend pools, and set something of their own beside. */
  @Test
  void theLibraryOfTheClassThatItExtendsIsItsOwn() throws ClassNotFoundException {
    Libraries libraries = new Libraries(apart(ExtendsLibrary.class), code);

    assertThat(libraries.apply(apart(AssertionInfo.class))).isEqualTo(Ownership.OWN);
    assertThat(libraries.apply(apart(ExtendsLibrary.class))).isEqualTo(Ownership.OTHER);
  }

  /** A framework that keeps a registry of all that extends its base class can use what is there. */
  @Test
  void theLibraryOfAnAbstractBaseClassIsNot() throws ClassNotFoundException {
    Libraries libraries = new Libraries(apart(ExtendsBase.class), code);

    assertThat(libraries.apply(apart(AssertionInfo.class))).isEqualTo(Ownership.OTHER);
  }

  /** In a class loader that is not the agent's. */
  private Class<?> apart(Class<?> type) throws ClassNotFoundException {
    return others.loadClass(type.getName());
  }

  private static final class ExtendsLibrary extends Condition<String> {}

  private static final class ExtendsBase extends AbstractAssert<ExtendsBase, String> {
    private ExtendsBase() {
      super("", ExtendsBase.class);
    }
  }
}
