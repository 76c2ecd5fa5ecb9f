package io.robustdb.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.robustdb.it.harness.AgentJar;
import io.robustdb.it.harness.BuildFolder;
import io.robustdb.it.harness.ChildJvm;
import io.robustdb.it.harness.Finding;
import io.robustdb.it.harness.Postgres;
import io.robustdb.it.harness.PostgresExtension;
import io.robustdb.it.harness.Result;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import javax.xml.validation.Validator;
import org.apache.maven.plugin.surefire.log.api.NullConsoleLogger;
import org.apache.maven.plugins.surefire.report.ReportTestSuite;
import org.apache.maven.plugins.surefire.report.TestSuiteXmlParser;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A report of a real run in the formats of other tools, seen from the folder of its sources. */
@ExtendWith(PostgresExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FormatsTest {
  private static final String SOURCE =
      "src/test/java/io/robustdb/it/scenarios/steps/Connections.java";

  /** GitLab publishes no schema, but a table of what is required and what it may be. */
  private static final String CODE_QUALITY =
      """
      {"type": "array", "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "location", "severity"],
        "properties": {
          "description": {"type": "string", "minLength": 1},
          "check_name": {"type": "string", "minLength": 1},
          "fingerprint": {"type": "string", "minLength": 1},
          "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
          "location": {
            "type": "object",
            "required": ["path", "lines"],
            "properties": {
              "path": {"type": "string", "pattern": "^[^/.]"},
              "lines": {
                "type": "object",
                "required": ["begin"],
                "properties": {"begin": {"type": "integer", "minimum": 1}}}}}}}}
      """;

  private final Programs programs;
  private Result leaking;

  @SuppressWarnings("NullAway.Init") // set before all tests
  FormatsTest(Postgres postgres) {
    this.programs = new Programs(postgres);
  }

  @BeforeAll
  void writeReport() {
    leaking =
        programs
            .steps("formats", "failed-query", "drop")
            .agent("format=text:json:junit:sarif")
            .run()
            .expectExit(0);
  }

  @Test
  void junitHasAFailingCaseForEachFinding() throws Exception {
    Element suite = xml(report("junit"));

    assertThat(suite.getTagName()).isEqualTo("testsuite");
    assertThat(suite.getAttribute("tests")).isEqualTo("2");
    assertThat(suite.getAttribute("failures")).isEqualTo("2");
    Element first = (Element) suite.getElementsByTagName("testcase").item(0);
    assertThat(first.getAttribute("classname")).isEqualTo(finding(0).site().className());
    assertThat(first.getAttribute("name"))
        .isEqualTo(finding(0).site().method() + " after-failed-probe " + finding(0).fingerprint());
    Element failure = (Element) suite.getElementsByTagName("failure").item(0);
    assertThat(failure.getAttribute("message")).contains("not closed after a failed check");
    assertThat(failure.getTextContent()).contains("Connections.java:" + finding(0).site().line());
  }

  @Test
  void junitIsAsItsSchemaSays() throws Exception {
    Result clean =
        programs.steps("formats-clean", "connect-and-close").agent("").run().expectExit(0);

    junitSchema().validate(source(report("junit")));
    junitSchema().validate(source(command("report", "--format=junit", folder(clean)).stdout()));
    assertThatThrownBy(() -> junitSchema().validate(source("<testsuite name='robustdb'/>")))
        .hasMessageContaining("'tests' must appear");
  }

  /** By which Jenkins takes such results in: its plugin xUnit publishes it. */
  private static Validator junitSchema() throws SAXException {
    return SchemaFactory.newDefaultInstance()
        .newSchema(FormatsTest.class.getResource("/schema/junit-10.xsd"))
        .newValidator();
  }

  private static StreamSource source(String document) {
    return new StreamSource(new StringReader(document));
  }

  @Test
  void whatIsExemptIsSkippedInJunitAndSuppressedInSarif(@TempDir Path folder) throws Exception {
    Path known =
        Files.writeString(
            folder.resolve("known"),
            command("baseline", leaking.reportFolder().toString()).expectExit(0).stdout());
    Result exempt =
        programs
            .steps("formats", "failed-query")
            .agent("format=json:junit:sarif,baseline=" + known)
            .run()
            .expectExit(0);

    String junit = command("report", "--format=junit", folder(exempt)).stdout();
    Element suite = xml(junit);
    JsonNode result = sarif(command("report", "--format=sarif", folder(exempt)).stdout()).get(0);
    assertThat(suite.getAttribute("failures")).isEqualTo("0");
    assertThat(suite.getAttribute("skipped")).isEqualTo("1");
    junitSchema().validate(source(junit));
    assertThat(sarifProblems(command("report", "--format=sarif", folder(exempt)).stdout()))
        .isEmpty();
    assertThat(result.at("/suppressions/0/justification").asString()).isEqualTo("in the baseline");
  }

  @Test
  void sarifHasTheFingerprintTheSourceAndTheWayToTheOpening() {
    JsonNode result = sarif(report("sarif")).get(0);

    assertThat(result.at("/ruleId").asString()).isEqualTo("after-failed-probe");
    assertThat(result.at("/partialFingerprints").get("robustdb/v1").asString())
        .isEqualTo(finding(0).fingerprint());
    assertThat(result.at("/locations/0/physicalLocation/artifactLocation/uri").asString())
        .isEqualTo(SOURCE);
    assertThat(result.at("/locations/0/physicalLocation/region/startLine").asInt())
        .isEqualTo(finding(0).site().line());
    JsonNode flow = result.at("/codeFlows/0/threadFlows/0/locations");
    assertThat(flow.get(0).at("/location/message/text").asString()).contains("Steps.main");
    assertThat(flow.get(flow.size() - 1).at("/location/message/text").asString())
        .contains("Driver.connect");
  }

  @Test
  void sarifIsAsItsSchemaSays() throws IOException {
    Result clean =
        programs.steps("formats-clean", "connect-and-close").agent("").run().expectExit(0);

    assertThat(sarifProblems(report("sarif"))).isEmpty();
    assertThat(sarifProblems(command("report", "--format=sarif", folder(clean)).stdout()))
        .isEmpty();
    assertThat(sarifProblems("{\"version\": \"2.1.0\"}")).isNotEmpty();
  }

  /** What the schema that its standard publishes has against a document. */
  private static List<?> sarifProblems(String document) throws IOException {
    try (InputStream file =
        FormatsTest.class.getResourceAsStream("/schema/sarif-schema-2.1.0.json")) {
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
          .getSchema(new String(file.readAllBytes(), StandardCharsets.UTF_8))
          .validate(document, InputFormat.JSON);
    }
  }

  @Test
  void surefiresOwnReaderReadsWhatJunitHas() throws Exception {
    List<ReportTestSuite> suites =
        new TestSuiteXmlParser(new NullConsoleLogger())
            .parse(new InputStreamReader(stream(report("junit")), StandardCharsets.UTF_8));

    assertThat(suites)
        .singleElement()
        .satisfies(
            suite -> {
              assertThat(suite.getNumberOfFailures()).isEqualTo(2);
              assertThat(suite.getTestCases().get(0).getFullClassName())
                  .isEqualTo(finding(0).site().className());
              assertThat(suite.getTestCases().get(0).getFailureDetail())
                  .contains("Connections.java:" + finding(0).site().line());
            });
  }

  @Test
  void gitlabHasWhatCodeQualityRequires() {
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7).getSchema(CODE_QUALITY);

    assertThat(schema.validate(report("gitlab"), InputFormat.JSON)).isEmpty();
    assertThat(schema.validate("[{}]", InputFormat.JSON)).isNotEmpty();
  }

  @Test
  void gitlabHasThePathAndTheLine() {
    JsonNode issues = JsonMapper.builder().build().readTree(report("gitlab"));

    assertThat(issues.size()).isEqualTo(2);
    assertThat(issues.get(0).at("/location/path").asString()).isEqualTo(SOURCE);
    assertThat(issues.get(0).at("/location/lines/begin").asInt())
        .isEqualTo(finding(0).site().line());
    assertThat(issues.get(0).get("fingerprint").asString())
        .isNotEqualTo(issues.get(1).get("fingerprint").asString());
  }

  @Test
  void onGithubTheLinesAreMarkedAndTheJobHasASummary(@TempDir Path folder) throws Exception {
    Path summary = folder.resolve("summary.md");
    Result gate =
        ChildJvm.runningJar(AgentJar.path())
            .arguments("gate", folder(leaking))
            .environment("GITHUB_ACTIONS", "true")
            .environment("GITHUB_STEP_SUMMARY", summary.toString())
            .workingDirectory(BuildFolder.module())
            .run()
            .expectExit(23);

    String place = "::error file=" + SOURCE + ",line=" + finding(0).site().line() + ",title=";
    assertThat(gate.stdout().lines().filter(line -> line.startsWith("::error "))).hasSize(2);
    assertThat(gate.stdout()).contains(place + "robustdb%3A after-failed-probe::");
    assertThat(Files.readString(summary))
        .startsWith("### robustdb: 2 findings")
        .contains("| `" + finding(0).fingerprint() + "` |");
  }

  @Test
  void theAgentWritesWhatItsOptionNames() throws Exception {
    Path json = leaking.reportFile();
    String name = json.getFileName().toString().replace(".json", "");

    assertThat(xml(Files.readString(json.resolveSibling(name + ".xml"))).getAttribute("failures"))
        .isEqualTo("2");
    assertThat(sarif(Files.readString(json.resolveSibling(name + ".sarif"))).size()).isEqualTo(2);
  }

  private String report(String format) {
    return command("report", "--format=" + format, folder(leaking)).expectExit(0).stdout();
  }

  private static Result command(String... arguments) {
    return ChildJvm.runningJar(AgentJar.path())
        .arguments(arguments)
        .workingDirectory(BuildFolder.module())
        .run();
  }

  private static String folder(Result result) {
    return result.reportFolder().toString();
  }

  private Finding finding(int number) {
    return leaking.report().findings().get(number);
  }

  private static Element xml(String text) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(stream(text))
        .getDocumentElement();
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The results of the only run. */
  private static JsonNode sarif(String text) {
    JsonNode log = JsonMapper.builder().build().readTree(text);
    assertThat(log.get("version").asString()).isEqualTo("2.1.0");
    return log.at("/runs/0/results");
  }
}
