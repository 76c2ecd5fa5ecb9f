package io.robustdb.format;

import io.robustdb.report.Finding;
import io.robustdb.report.FindingWords;
import io.robustdb.report.Report;
import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * The report as the result of a test suite: a failing case for each finding, a skipped one where it
 * is exempt, and one that passes where there is none.
 */
public final class JUnitXml implements ReportFormat {
  private static final String SUITE = "robustdb";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss").withZone(ZoneOffset.UTC);

  @Override
  public void write(Report report, Writer writer) throws IOException {
    try {
      XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(writer);
      xml.writeStartDocument("UTF-8", "1.0");
      xml.writeCharacters("\n");
      suite(report, xml);
      xml.writeEndDocument();
      xml.flush();
    } catch (XMLStreamException failure) {
      throw new IOException(failure);
    }
  }

  private static void suite(Report report, XMLStreamWriter xml) throws XMLStreamException {
    List<Finding> findings = report.findings();
    long exempt = findings.stream().filter(finding -> finding.exemption() != null).count();
    xml.writeStartElement("testsuite");
    xml.writeAttribute("name", SUITE);
    xml.writeAttribute("tests", String.valueOf(Math.max(1, findings.size())));
    xml.writeAttribute("failures", String.valueOf(findings.size() - exempt));
    xml.writeAttribute("errors", "0");
    xml.writeAttribute("skipped", String.valueOf(exempt));
    xml.writeAttribute("time", "0");
    xml.writeAttribute("timestamp", TIME.format(Instant.ofEpochMilli(report.endedMillis())));
    if (findings.isEmpty()) {
      begin(xml, SUITE, "no leaks");
      xml.writeEndElement();
    }
    for (Finding finding : findings) {
      testCase(report, finding, xml);
    }
    xml.writeCharacters("\n");
    xml.writeEndElement();
    xml.writeCharacters("\n");
  }

  private static void testCase(Report report, Finding finding, XMLStreamWriter xml)
      throws XMLStreamException {
    StackTraceElement site = finding.blame().site();
    String place = site == null ? finding.type() : site.getClassName();
    String method = site == null ? "" : site.getMethodName() + " ";
    begin(xml, place, method + finding.verdict().word() + " " + finding.fingerprint());
    if (finding.exemption() == null) {
      xml.writeStartElement("failure");
      xml.writeAttribute("message", legal(FindingWords.title(report, finding)));
      xml.writeAttribute("type", finding.verdict().word());
      xml.writeCharacters(legal(String.join("\n", FindingWords.details(finding))));
    } else {
      xml.writeStartElement("skipped");
      xml.writeAttribute("message", legal(finding.exemption()));
    }
    xml.writeEndElement();
    xml.writeEndElement();
  }

  private static void begin(XMLStreamWriter xml, String place, String name)
      throws XMLStreamException {
    xml.writeCharacters("\n  ");
    xml.writeStartElement("testcase");
    xml.writeAttribute("classname", legal(place));
    xml.writeAttribute("name", legal(name));
    xml.writeAttribute("time", "0");
  }

  /** Without the characters that no XML document may have (XML 1.0, 2.2). */
  private static String legal(String text) {
    return text.replaceAll(
        "[^\\x09\\x0A\\x0D\\x20-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]", "?");
  }
}
