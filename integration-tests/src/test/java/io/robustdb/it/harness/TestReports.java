package io.robustdb.it.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** What a build's test plugins have written of its tests. Immutable. */
public final class TestReports {
  private final List<Case> cases;

  private TestReports(List<Case> cases) {
    this.cases = List.copyOf(cases);
  }

  /** Reads all files {@code TEST-*.xml} of a folder. */
  public static TestReports in(Path folder) {
    List<Case> cases = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        String name = file.getFileName().toString();
        if (name.startsWith("TEST-") && name.endsWith(".xml")) {
          read(file, cases);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new TestReports(cases);
  }

  public List<Case> cases() {
    return cases;
  }

  private static void read(Path file, List<Case> cases) throws IOException {
    try {
      NodeList elements =
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(file.toFile())
              .getElementsByTagName("testcase");
      for (int index = 0; index < elements.getLength(); index++) {
        Element element = (Element) elements.item(index);
        cases.add(
            new Case(
                element.getAttribute("classname"),
                element.getAttribute("name"),
                texts(element, "failure") + texts(element, "error")));
      }
    } catch (ParserConfigurationException | SAXException e) {
      throw new IllegalStateException(file + " cannot be read", e);
    }
  }

  private static String texts(Element element, String tag) {
    StringBuilder texts = new StringBuilder();
    NodeList elements = element.getElementsByTagName(tag);
    for (int index = 0; index < elements.getLength(); index++) {
      texts.append(elements.item(index).getTextContent()).append('\n');
    }
    return texts.toString();
  }

  /**
   * One test.
   *
   * @param failure why it failed, with the stack; empty where it did not
   */
  public record Case(String className, String name, String failure) {
    public boolean isRed() {
      return !failure.isEmpty();
    }
  }
}
