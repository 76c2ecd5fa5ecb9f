package io.robustdb.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.robustdb.site.CallSites;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;

/** Weaves the class files of drivers, pools and frameworks, thousands of them. */
final class WeavingTest {
  private final ClassLoader loader = WeavingTest.class.getClassLoader();

  @Test
  void theFilterAndTheDeclarationsRejectNoClassThatWouldBeWoven() {
    Weaving weaving = weaving();
    List<String> rejected = new ArrayList<>();
    int[] counts = new int[2];
    ClassFiles.forEach(
        (name, file) -> {
          counts[0]++;
          ClassOutline outline = ClassOutline.of(file);
          boolean passes =
              weaving.isAwaited(name)
                  || (ConstantPoolFilter.passes(file) && Weaving.mayNeedWeaving(outline));
          if (weaving.weave(loader, name, null, file, outline) != null) {
            counts[1]++;
            if (!passes) {
              rejected.add(name);
            }
          }
        });

    assertThat(rejected).isEmpty();
    assertThat(counts[0]).as("classes").isGreaterThan(5000);
    assertThat(counts[1]).as("woven").isGreaterThan(150);
  }

  @Test
  void theVirtualMachineVerifiesWhatWasWoven() {
    Weaving weaving = weaving();
    Map<String, byte[]> files = new HashMap<>();
    List<String> woven = new ArrayList<>();
    ClassFiles.forEach(
        (name, file) -> {
          byte[] changed = weaving.weave(loader, name, null, file);
          files.put(name.replace('/', '.'), changed == null ? file : changed);
          if (changed != null) {
            woven.add(name.replace('/', '.'));
          }
        });
    WovenLoader wovenLoader = new WovenLoader(files, loader);
    List<String> wrong = new ArrayList<>();
    int linked = 0;
    for (String name : woven) {
      try {
        // asking for its methods links a class, and that verifies it (JVMS 5.4.1)
        Class.forName(name, false, wovenLoader).getDeclaredMethods();
        linked++;
      } catch (VerifyError | ClassFormatError failure) {
        wrong.add(name + ": " + failure.getMessage());
      } catch (ClassNotFoundException | LinkageError absent) {
        // it needs a library that is not here
      }
    }

    assertThat(wrong).isEmpty();
    assertThat(linked).as("verified").isGreaterThan(150);
  }

  @Test
  void aClassFileThatIsNewerThanKnownIsRefused() {
    byte[] file = ClassFilesOfTheFuture.of(Opening.class);

    assertThatThrownBy(() -> weaving().weave(loader, "io/robustdb/weave/Opening", null, file))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Weaving weaving() {
    return new Weaving(
        new CallSites(), new NoDiscoveries(), new Exclusion(List.of()), true, new LongAdder());
  }

  /** Would be woven. */
  private static final class Opening {
    private Opening() {}

    static Connection connection() throws SQLException {
      return DriverManager.getConnection("jdbc:none:");
    }
  }

  /** Gives out classes from these files first. */
  private static final class WovenLoader extends ClassLoader {
    private final Map<String, byte[]> files;

    WovenLoader(Map<String, byte[]> files, ClassLoader parent) {
      super(parent);
      this.files = files;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      byte[] file = files.get(name);
      if (file == null) {
        return super.loadClass(name, resolve);
      }
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        return loaded == null ? defineClass(name, file, 0, file.length) : loaded;
      }
    }
  }
}
