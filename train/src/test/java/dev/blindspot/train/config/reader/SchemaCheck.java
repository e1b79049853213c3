package dev.blindspot.train.config.reader;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.util.List;

/** Our schemas in the hands of a validator of others. */
public record SchemaCheck(JsonNode root) {
  /** What a value does wrong, with its path. */
  public List<String> complaints(JsonNode value) {
    return JsonSchemaFactory.getInstance(VersionFlag.V202012)
        .getSchema(root)
        .validate(value)
        .stream()
        .map(ValidationMessage::getMessage)
        .toList();
  }
}
