package io.robustdb.format;

import io.robustdb.report.Report;
import java.io.IOException;
import java.io.Writer;

/** Writes a report for a tool. Implementations are immutable. */
public interface ReportFormat {
  /** Writes a whole text and leaves the writer open. */
  void write(Report report, Writer writer) throws IOException;
}
