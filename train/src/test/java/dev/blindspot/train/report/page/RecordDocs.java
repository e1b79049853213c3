package dev.blindspot.train.report.page;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Javadoc of records, read from their source files.
 *
 * @param sources the root of the packages
 */
record RecordDocs(Path sources) {
  private static final Pattern COMMENT = Pattern.compile("/\\*\\*(.*?)\\*/", Pattern.DOTALL);
  private static final Pattern LINK = Pattern.compile("\\{@(?:link|linkplain|code|value) ([^}]*)}");

  /** What a record is: its Javadoc up to the first tag. */
  String of(Class<?> type) throws IOException {
    String text = comment(type).split("@param", 2)[0].replaceAll("(?s)<table>.*?</table>", " ");
    return plain(text);
  }

  /**
   * What a component is.
   *
   * @throws IllegalStateException when it is not documented
   */
  String of(Class<?> type, String component) throws IOException {
    Matcher tag =
        Pattern.compile("@param " + component + "\\s(.*?)(?=@param |@throws |$)", Pattern.DOTALL)
            .matcher(comment(type));
    if (!tag.find()) {
      throw new IllegalStateException(type.getName() + "." + component + " has no @param");
    }
    return plain(tag.group(1));
  }

  /** The comment right before the declaration, without its asterisks. */
  private String comment(Class<?> type) throws IOException {
    Class<?> outer = type;
    while (outer.getEnclosingClass() != null) {
      outer = outer.getEnclosingClass();
    }
    String source = Files.readString(sources.resolve(outer.getName().replace('.', '/') + ".java"));
    int declaration = source.indexOf("record " + type.getSimpleName() + "(");
    Matcher comments = COMMENT.matcher(source.substring(0, declaration));
    String last = "";
    while (comments.find()) {
      last = comments.group(1);
    }
    return last.replaceAll("(?m)^\\s*\\* ?", "");
  }

  private static String plain(String javadoc) {
    return LINK.matcher(javadoc)
        .replaceAll(
            found ->
                Matcher.quoteReplacement(found.group(1).replaceAll("^#", "").replace("#", ".")))
        .replaceAll("</?p>|\\s+", " ")
        .replaceAll(" +", " ")
        .trim();
  }
}
