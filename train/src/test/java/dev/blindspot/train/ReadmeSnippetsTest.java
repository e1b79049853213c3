package dev.blindspot.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every Java example of every README compiles as it stands: imports, then statements. */
class ReadmeSnippetsTest {
  private static final Path ROOT = Path.of("..");
  private static final List<String> READMES =
      List.of(
          "README.md",
          "augment/README.md",
          "explain/README.md",
          "datasets/README.md",
          "train/README.md",
          "CONTRIBUTING.md");
  private static final Pattern BLOCK = Pattern.compile("```java\\R(.*?)```", Pattern.DOTALL);
  private static final Pattern IMPORT = Pattern.compile("(?m)^import .*;\\R");

  @TempDir
  @SuppressWarnings("NullAway.Init") // by JUnit
  Path classes;

  @TestFactory
  Stream<DynamicTest> compile() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (String readme : READMES) {
      Matcher blocks = BLOCK.matcher(Files.readString(ROOT.resolve(readme)));
      for (int i = 1; blocks.find(); i++) {
        String code = blocks.group(1);
        tests.add(
            DynamicTest.dynamicTest(
                readme + ", example " + i, () -> assertThat(errors(source(code))).isEmpty()));
      }
    }
    assertThat(tests).hasSizeGreaterThan(2);
    return tests.stream();
  }

  /** A class around the statements of an example. */
  private static String source(String code) {
    StringBuilder imports = new StringBuilder();
    IMPORT.matcher(code).results().forEach(found -> imports.append(found.group()));
    String statements = IMPORT.matcher(code).replaceAll("");
    return imports
        + "class Example {\n  void example() throws Exception {\n"
        + statements
        + "\n  }\n}\n";
  }

  private String errors(String source) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter out = new StringWriter();
    List<String> options =
        List.of(
            "-proc:none", "-cp", System.getProperty("java.class.path"), "-d", classes.toString());
    boolean done =
        compiler.getTask(out, null, null, options, null, List.of(new InMemory(source))).call();
    return done ? "" : out.toString();
  }

  private static final class InMemory extends SimpleJavaFileObject {
    private final String source;

    InMemory(String source) {
      super(URI.create("string:///Example.java"), JavaFileObject.Kind.SOURCE);
      this.source = source;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return source;
    }
  }
}
