package io.robustdb.format;

import java.io.Writer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/** Begins JSON texts on a writer that stays open. */
final class Json {
  private Json() {}

  static JsonGenerator on(Writer writer) {
    JsonGenerator json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), writer);
    json.configure(StreamWriteFeature.AUTO_CLOSE_TARGET, false);
    return json;
  }
}
