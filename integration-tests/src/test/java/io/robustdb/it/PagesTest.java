package io.robustdb.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.robustdb.it.harness.AgentJar;
import io.robustdb.it.harness.Browser;
import io.robustdb.it.harness.BuildFolder;
import io.robustdb.it.harness.ChildJvm;
import io.robustdb.it.harness.Finding;
import io.robustdb.it.harness.JavaSources;
import io.robustdb.it.harness.Libraries;
import io.robustdb.it.harness.Postgres;
import io.robustdb.it.harness.PostgresExtension;
import io.robustdb.it.harness.Result;
import io.robustdb.it.harness.RunningJvm;
import io.robustdb.it.scenarios.ManyPlaces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What a person sees of the report and of a running JVM, in a real browser. */
@ExtendWith(PostgresExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PagesTest {
  private static final int WIDE = 1200;
  private static final int NARROW = 500;
  private static final String LIGHT = "rgb(255, 255, 255)";
  private static final String DARK = "rgb(20, 24, 30)";
  private static final Pattern URL = Pattern.compile("http://127\\.0\\.0\\.1:\\d+/\\?token=\\w+");

  private final Programs programs;

  private final Path pictures = BuildFolder.target().resolve("pages");
  private final Path folder;
  private @Nullable Browser browser;

  PagesTest(Postgres postgres) throws IOException {
    this.programs = new Programs(postgres);
    this.folder = Files.createTempDirectory(Files.createDirectories(pictures), "");
  }

  @BeforeAll
  void open() throws IOException {
    assumeThat(Browser.isThere())
        .as("Debian's packages chromium and chromium-driver are not on this machine")
        .isTrue();
    browser = Browser.open(folder.resolve("profile"));
  }

  @AfterAll
  void close() {
    if (browser != null) {
      browser.close();
    }
  }

  @Test
  void theReportShowsWhatWasFoundWhenAndHow() throws Exception {
    Result result = run();
    Path page = file(result, ".html");
    String text = Files.readString(page);
    assertThat(text.toLowerCase(Locale.ROOT)).doesNotContain("src=", "href=", "@import");

    Browser seen = look(page, WIDE, false);

    assertThat(seen.text("#headline")).contains("findings", "not closed");
    assertThat(seen.text("#totals")).contains("connections opened", "closed by the guard");
    assertThat(seen.count("#chart canvas")).isEqualTo(1);
    assertThat(seen.count("#held canvas")).isEqualTo(1);
    assertThat(seen.text("#chart")).contains("connections", "the-pool");
    assertThat(seen.text("#marks"))
        .contains("a check failed (1)", "the guard closed it (1)", "a leak was found (1)");
    assertThat(isDrawn(seen, "#chart canvas")).isTrue();
    assertThat(isDrawn(seen, "#held canvas")).isTrue();
    int findings = result.report().findings().size();
    assertThat(seen.count("#findings details")).isEqualTo(findings);
    assertThat(seen.count("#findings .body")).isZero();
    seen.click("#findings details:first-child summary");
    seen.await("document.querySelectorAll('#findings .body').length === 1");
    assertThat(seen.text("#findings details:first-child"))
        .contains("opened at", "fix", "fingerprint", "at io.robustdb.it");
    assertThat(seen.errors()).isEmpty();
    picture(seen, "report-light.png");
  }

  /** Whether it holds more than one colour. */
  private static boolean isDrawn(Browser seen, String canvas) {
    return seen.get(
            "(c => new Set(new Uint32Array(c.getContext('2d')"
                + ".getImageData(0, 0, c.width, c.height).data.buffer)).size > 1)"
                + "(document.querySelector('"
                + canvas
                + "'))")
        .asBoolean();
  }

  @Test
  void theLinesOfTheSourcesAreShownWhereTheyLie() throws Exception {
    Path page = Files.createTempFile(folder, "with-sources", ".html");
    ChildJvm.runningJar(AgentJar.path())
        .arguments("report", "--html", "--output=" + page, file(run(), ".json").toString())
        .workingDirectory(BuildFolder.module())
        .run()
        .expectExit(0);
    Browser seen = look(page, WIDE, false);

    seen.type("#search", "Connections.drop(");
    seen.await("document.querySelectorAll('#findings details').length === 1");
    seen.click("#findings details summary");
    seen.await("document.querySelectorAll('#findings .body').length === 1");
    assertThat(seen.text("#findings .source .hit")).contains("// site: drop");
  }

  @Test
  void findingsAreFilteredByWhatTheyAre() throws Exception {
    Result result = run();
    Browser seen = look(file(result, ".html"), WIDE, false);
    List<Finding> findings = result.report().findings();

    for (String kind : List.of("resource", "verdict")) {
      List<String> words =
          findings.stream()
              .map(found -> kind.equals("resource") ? found.resource() : found.verdict())
              .sorted()
              .toList();
      String first = words.get(0);
      seen.click("#" + kind + " option:nth-child(2)");
      long alike = words.stream().filter(first::equals).count();
      assertThat(alike).isLessThan(findings.size());
      seen.await("document.querySelectorAll('#findings details').length === " + alike);
      seen.click("#" + kind + " option:nth-child(1)");
      seen.await("document.querySelectorAll('#findings details').length === " + findings.size());
    }
  }

  @Test
  void theReportIsReadInTheDarkAndOnASmallScreen() throws Exception {
    Path page = file(run(), ".html");

    Browser dark = look(page, NARROW, true);
    String back = background(dark);
    boolean fits = dark.fits();
    picture(dark, "report-dark.png");
    Browser light = look(page, NARROW, false);

    assertThat(back).isEqualTo(DARK);
    assertThat(fits).isTrue();
    assertThat(background(light)).isEqualTo(LIGHT);
    assertThat(light.fits()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"1200, false", "1200, true", "500, false", "500, true"})
  void aReportWithoutFindingsSaysSo(int width, boolean dark) throws Exception {
    Browser seen = look(rendered(0), width, dark);

    assertThat(seen.text("#headline")).startsWith("no leaks");
    assertThat(seen.text("#shown")).isEqualTo("There is nothing to find fault with.");
    assertThat(seen.count("#findings details")).isZero();
    assertThat(seen.fits()).isTrue();
    assertThat(background(seen)).isEqualTo(dark ? DARK : LIGHT);
    assertThat(seen.errors()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"1200, false", "1200, true", "500, false", "500, true"})
  void tenFindingsAreThereAtOnce(int width, boolean dark) throws Exception {
    Browser seen = look(rendered(10), width, dark);

    assertThat(seen.text("#shown")).isEqualTo("10 of 10 findings");
    assertThat(seen.count("#findings details")).isEqualTo(10);
    assertThat(seen.count("#findings .body")).isZero();
    assertThat(seen.fits()).isTrue();
    seen.click("#findings details:nth-child(10) summary");
    seen.await("document.querySelectorAll('#findings .body').length === 1");
    assertThat(seen.text("#findings details:nth-child(10)")).contains("number-9-");
    assertThat(seen.fits()).isTrue();
    assertThat(background(seen)).isEqualTo(dark ? DARK : LIGHT);
    assertThat(seen.errors()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"1200, false", "1200, true", "500, false", "500, true"})
  void tenThousandFindingsAreSearchedAndShownByTheHundred(int width, boolean dark)
      throws Exception {
    Browser seen = look(rendered(10_000), width, dark);

    assertThat(seen.text("#shown")).isEqualTo("10000 of 10000 findings, the first 100 shown");
    assertThat(seen.count("#findings details")).isEqualTo(100);
    seen.click("#more");
    assertThat(seen.count("#findings details")).isEqualTo(200);
    seen.type("#search", "number-9876-");
    seen.await("document.getElementById('shown').textContent === '1 of 10000 findings'");
    seen.click("#findings details summary");
    seen.await("document.querySelectorAll('#findings .body').length === 1");
    assertThat(seen.text("#findings details")).contains("number-9876-");
    assertThat(seen.fits()).isTrue();
    assertThat(background(seen)).isEqualTo(dark ? DARK : LIGHT);
    seen.type("#search", "no such thing");
    seen.await("document.getElementById('shown').textContent === '0 of 10000 findings'");
    assertThat(seen.count("#findings details")).isZero();
  }

  /** Whose text a report holds must not become a part of the page. */
  @Test
  void whatAReportTellsIsTextAndNothingElse() throws Exception {
    String evil = "</script><script>document.title='owned'</script><img src=x onerror=alert(1)>";
    ObjectNode report = report(1);
    ObjectNode finding = (ObjectNode) report.get("findings").get(0);
    finding.put("pool", evil);
    finding.put("type", evil);

    Browser seen = look(rendered(report), WIDE, false);

    seen.click("#findings details summary");
    seen.await("document.querySelectorAll('#findings .body').length === 1");
    assertThat(seen.text("#findings details")).contains(evil);
    assertThat(seen.get("document.title").asString()).isEqualTo("robustdb report");
    assertThat(seen.count("img")).isZero();
  }

  @Test
  void theLivePageShowsWhatIsOpenNowAndFollowsIt() throws Exception {
    try (RunningJvm jvm =
        programs
            .steps("page", "checkout", "wait", "connect", "failed-query-lost", "wait")
            .agent("live=0")
            .start()) {
      jvm.awaitLine("done checkout");
      Browser seen = browser();
      seen.look(address(jvm), NARROW, true);
      seen.await("document.querySelectorAll('#open tr').length === 1");

      assertThat(seen.text("#counts")).contains("1 checkouts, 1 pools open");
      assertThat(seen.text("#open")).contains("checkout", "the-pool", "Pools.checkout(");
      seen.await("document.querySelectorAll('#chart canvas').length === 1");
      assertThat(seen.fits()).isTrue();
      jvm.writeLine("");
      seen.await("document.querySelectorAll('#open tr').length === 2");
      assertThat(seen.text("#open")).contains("Connections.connect(");
      seen.await("document.getElementById('marks').children.length === 2");
      assertThat(seen.text("#marks")).contains("a check failed (1)", "the guard closed it (1)");
      assertThat(seen.errors()).filteredOn(error -> !error.contains("favicon")).isEmpty();
      seen.look(address(jvm), WIDE, false);
      seen.await("document.querySelectorAll('#open tr').length === 2");
      seen.await("document.querySelectorAll('#chart canvas').length === 1");
      picture(seen, "live.png");
      jvm.writeLine("");
      jvm.awaitExit().expectExit(0);
      seen.await("document.getElementById('state').textContent.startsWith('no answer')");
    }
  }

  @ParameterizedTest
  @CsvSource({"1200,false", "1200,true", "500,false", "500,true"})
  void theLivePageSaysThatNothingIsOpen(int width, boolean dark) throws Exception {
    try (RunningJvm jvm =
        programs.steps("page-none", "connect-and-close", "wait").agent("live=0").start()) {
      jvm.awaitLine("done connect-and-close");
      Browser seen = browser();
      seen.look(address(jvm), width, dark);
      seen.await("!document.getElementById('none').hidden");

      assertThat(seen.text("#none")).isEqualTo("Nothing is open.");
      assertThat(seen.text("#counts")).contains("0 connections, 0 checkouts, 0 pools open");
      assertThat(seen.count("#open tr")).isZero();
      assertThat(seen.fits()).isTrue();
      assertThat(background(seen)).isEqualTo(dark ? DARK : LIGHT);
      jvm.writeLine("");
      jvm.awaitExit().expectExit(0);
    }
  }

  @ParameterizedTest
  @CsvSource({"1200,false", "1200,true", "500,false", "500,true"})
  void theLivePageShowsTenPlaces(int width, boolean dark) throws Exception {
    try (RunningJvm jvm = places(1, 10)) {
      Browser seen = browser();
      seen.look(address(jvm), width, dark);
      seen.await("document.querySelectorAll('#open tr').length === 10");

      assertThat(seen.text("#counts")).contains("10 connections, 0 checkouts, 0 pools open");
      assertThat(seen.text("#open")).contains("Places0.place0(", "Places0.place9(");
      assertThat(seen.get("document.getElementById('more').hidden").asBoolean()).isTrue();
      assertThat(seen.fits()).isTrue();
      assertThat(background(seen)).isEqualTo(dark ? DARK : LIGHT);
      jvm.writeLine("");
      jvm.awaitExit().expectExit(0);
    }
  }

  @ParameterizedTest
  @CsvSource({"1200,false", "500,true"})
  void theLivePageStaysShortWithTenThousandPlaces(int width, boolean dark) throws Exception {
    try (RunningJvm jvm = places(100, 100)) {
      Browser seen = browser();
      seen.look(address(jvm), width, dark);
      seen.await("document.querySelectorAll('#open tr').length > 0");

      assertThat(seen.count("#open tr")).isEqualTo(100);
      assertThat(seen.text("#counts")).contains("10000 connections, 0 checkouts, 0 pools open");
      assertThat(seen.text("#more")).isEqualTo("The first 100 of 10000 places.");
      assertThat(seen.fits()).isTrue();
      assertThat(background(seen)).isEqualTo(dark ? DARK : LIGHT);
      jvm.writeLine("");
      jvm.awaitExit().expectExit(0);
    }
  }

  /** A JVM with the page, in which so many methods of so many classes have opened one each. */
  private RunningJvm places(int classes, int methods) throws IOException {
    List<Path> sources = new ArrayList<>();
    List<String> names = new ArrayList<>();
    Path root = Files.createTempDirectory(folder, "places");
    for (int number = 0; number < classes; number++) {
      StringBuilder source = new StringBuilder("package places;\nimport java.sql.*;\n");
      source.append("public class Places").append(number).append(" {\n");
      for (int method = 0; method < methods; method++) {
        source.append("  public static Connection place").append(method);
        source.append("() throws SQLException {\n");
        source.append("    return DriverManager.getConnection(\"jdbc:h2:mem:places\");\n  }\n");
      }
      names.add("places.Places" + number);
      sources.add(
          Files.writeString(root.resolve("Places" + number + ".java"), source.append("}\n")));
    }
    JavaSources.compile(sources, root);
    List<Path> classPath = new ArrayList<>(Libraries.jars(Libraries.newest("h2")));
    classPath.add(BuildFolder.testClasses());
    classPath.add(root);
    RunningJvm jvm =
        ChildJvm.running(ManyPlaces.class)
            .classPath(classPath)
            .agent("live=0,app-packages=places")
            .arguments(names.toArray(String[]::new))
            .start();
    jvm.awaitLine("open " + classes * methods);
    return jvm;
  }

  private static String address(RunningJvm jvm) {
    Matcher url = URL.matcher(jvm.stderr());
    assertThat(url.find()).isTrue();
    return url.group();
  }

  private Result run() {
    return programs
        .steps(
            "pages",
            "checkout",
            "pause=1500",
            "failed-query-lost",
            "pause=1500",
            "drop",
            "collect",
            "pause=2500")
        .agent("format=json:html")
        .run()
        .expectExit(0);
  }

  private static Path file(Result result, String suffix) throws IOException {
    try (Stream<Path> files = Files.list(result.reportFolder())) {
      return files.filter(file -> file.toString().endsWith(suffix)).findFirst().orElseThrow();
    }
  }

  /** A report of a real run with so many findings, which are alike but for their numbers. */
  private ObjectNode report(int findings) throws IOException {
    JsonMapper json = JsonMapper.shared();
    ObjectNode report =
        (ObjectNode)
            json.readTree(
                Files.readString(
                    file(programs.steps("pages-json", "connect").agent("").run(), ".json")));
    JsonNode one = report.get("findings").get(0);
    ArrayNode many = report.putArray("findings");
    for (int number = 0; number < findings; number++) {
      ObjectNode copy = (ObjectNode) one.deepCopy();
      copy.put("fingerprint", String.format("%016x", number));
      copy.put("pool", "number-" + number + "-");
      many.add(copy);
    }
    return report;
  }

  private Path rendered(int findings) throws IOException {
    return rendered(report(findings));
  }

  private Path rendered(ObjectNode report) throws IOException {
    Path file = Files.createTempFile(folder, "report", ".json");
    Files.writeString(file, report.toString());
    Path page = file.resolveSibling(file.getFileName() + ".html");
    ChildJvm.runningJar(AgentJar.path())
        .arguments("report", "--html", "--output=" + page, file.toString())
        .run()
        .expectExit(0);
    return page;
  }

  private Browser look(Path page, int width, boolean dark) {
    Browser seen = browser();
    seen.look(page.toUri().toString(), width, dark);
    return seen;
  }

  private Browser browser() {
    Browser open = browser;
    if (open == null) {
      throw new IllegalStateException("there is none");
    }
    return open;
  }

  private static String background(Browser seen) {
    return seen.get("getComputedStyle(document.body).backgroundColor").asString();
  }

  private void picture(Browser seen, String name) throws IOException {
    Files.write(pictures.resolve(name), seen.picture());
  }
}
