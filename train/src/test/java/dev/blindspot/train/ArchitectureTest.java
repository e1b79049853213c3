package dev.blindspot.train;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * Which package of this module may know which. Configuration, progress and files are everybody's.
 */
@AnalyzeClasses(packages = "dev.blindspot.train", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String TRAIN = "dev.blindspot.train";

  @ArchTest static final ArchRule config = knowsOnly("config");
  @ArchTest static final ArchRule progress = knowsOnly("progress");
  @ArchTest static final ArchRule io = knowsOnly("io");
  @ArchTest static final ArchRule random = knowsOnly("random");
  @ArchTest static final ArchRule cluster = knowsOnly("cluster");
  @ArchTest static final ArchRule data = knowsOnly("data", "random");
  @ArchTest static final ArchRule evaluate = knowsOnly("evaluate", "data", "random");
  @ArchTest static final ArchRule model = knowsOnly("model");
  @ArchTest static final ArchRule fit = knowsOnly("fit", "cluster", "data", "model", "random");

  @ArchTest
  static final ArchRule inspect = knowsOnly("inspect", "data", "evaluate", "model", "random");

  /** It measures the parts at work, and says what they ran on. */
  @ArchTest
  static final ArchRule machine = knowsOnly("machine", "data", "evaluate", "model", "random");

  @ArchTest static final ArchRule report = knowsOnly("report", "evaluate", "inspect", "machine");

  @ArchTest
  static final ArchRule run =
      knowsOnly(
          "run",
          "cluster",
          "data",
          "evaluate",
          "fit",
          "inspect",
          "machine",
          "model",
          "random",
          "report");

  /** It tries runs; the outside world of searches, databases and forests is its own. */
  @ArchTest
  static final ArchRule ablation =
      knowsOnly("ablation", "cluster", "evaluate", "fit", "machine", "random", "report", "run");

  /** The command line starts jobs and prints what they say; nobody starts the command line. */
  @ArchTest
  static final ArchRule cli = knowsOnly("cli", "ablation", "cluster", "machine", "report", "run");

  @ArchTest
  static final ArchRule searchesAndDatabasesAreKnownToAblationsAlone =
      noClasses()
          .that()
          .resideOutsideOfPackage(TRAIN + ".ablation")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.deeplearning4j.arbiter..", "java.sql..", "org.sqlite..", "org.tribuo..");

  /** The layers for training know nothing of what is built of them. */
  @ArchTest
  static final ArchRule layers =
      noClasses()
          .that()
          .resideInAPackage(TRAIN + ".model.onednn")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(TRAIN + ".config", TRAIN + ".model");

  @ArchTest
  static final ArchRule packagesDoNotGoInCircles =
      slices().matching(TRAIN + ".(*)..").should().beFreeOfCycles();

  /** Everybody else scores pictures by way of a scorer. */
  @ArchTest
  static final ArchRule graphsAreKnownToModelsAndTrainingAlone =
      noClasses()
          .that()
          .resideOutsideOfPackages(TRAIN + ".model..", TRAIN + ".fit")
          .should()
          .dependOnClassesThat()
          .haveNameMatching("org\\.deeplearning4j\\.nn\\.(graph|multilayer)\\..*");

  @ArchTest
  static void everyPackageHasARule(JavaClasses all) {
    classes()
        .should()
        .resideInAnyPackage(
            subtrees(
                "ablation",
                "cli",
                "cluster",
                "config",
                "data",
                "evaluate",
                "fit",
                "inspect",
                "io",
                "machine",
                "model",
                "progress",
                "random",
                "report",
                "run"))
        .check(all);
  }

  private static ArchRule knowsOnly(String name, String... others) {
    String[] known =
        Stream.concat(Stream.of(name, "config", "progress", "io"), Arrays.stream(others))
            .toArray(String[]::new);
    return classes()
        .that()
        .resideInAPackage(TRAIN + "." + name + "..")
        .should()
        .onlyDependOnClassesThat(
            not(resideInAPackage(TRAIN + "..")).or(resideInAnyPackage(subtrees(known))));
  }

  private static String[] subtrees(String... names) {
    return Arrays.stream(names).map(name -> TRAIN + "." + name + "..").toArray(String[]::new);
  }
}
