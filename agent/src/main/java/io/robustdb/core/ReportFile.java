package io.robustdb.core;

import io.robustdb.report.Report;
import io.robustdb.report.ReportBuilder;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The report on disk. */
interface ReportFile {
  /** No file was asked for. */
  ReportFile NONE =
      new ReportFile() {
        @Override
        public void begin(ReportBuilder reports) {}

        @Override
        public boolean write(Report report) {
          return true;
        }

        @Override
        public @Nullable Path path() {
          return null;
        }
      };

  /** Writes a report that says of itself that it is incomplete, for a JVM that is killed. */
  void begin(ReportBuilder reports);

  /** Writes the report; false where that failed, which has been said then. */
  boolean write(Report report);

  /** Where the report is; null where there is none. */
  @Nullable Path path();
}
