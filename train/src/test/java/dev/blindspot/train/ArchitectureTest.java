package dev.blindspot.train;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which package of this module may know which. Configuration, progress and files are everybody's.
 */
@AnalyzeClasses(packages = "dev.blindspot", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String TRAIN = "dev.blindspot.train";

  @ArchTest static final ArchRule config = knowsOnly("config");
  @ArchTest static final ArchRule progress = knowsOnly("progress");
  @ArchTest static final ArchRule concurrent = knowsOnly("concurrent");
  @ArchTest static final ArchRule io = knowsOnly("io");
  @ArchTest static final ArchRule error = knowsOnly("error");
  @ArchTest static final ArchRule cluster = knowsOnly("cluster");
  @ArchTest static final ArchRule data = knowsOnly("data");
  @ArchTest static final ArchRule evaluate = knowsOnly("evaluate", "data");
  @ArchTest static final ArchRule model = knowsOnly("model");
  @ArchTest static final ArchRule fit = knowsOnly("fit", "cluster", "data", "evaluate", "model");

  @ArchTest static final ArchRule inspect = knowsOnly("inspect", "data", "evaluate", "model");

  /** It asks models about images; who started it, and from which run, it does not know. */
  @ArchTest
  static final ArchRule explore = knowsOnly("explore", "data", "evaluate", "inspect", "model");

  /** It measures the parts at work, and says what they ran on. */
  @ArchTest static final ArchRule machine = knowsOnly("machine", "data", "evaluate", "model");

  @ArchTest static final ArchRule report = knowsOnly("report", "evaluate", "inspect", "machine");

  @ArchTest
  static final ArchRule run =
      knowsOnly(
          "run",
          "cluster",
          "data",
          "evaluate",
          "explore",
          "fit",
          "inspect",
          "machine",
          "model",
          "report");

  /** It tries runs; the outside world of searches, databases and forests is its own. */
  @ArchTest
  static final ArchRule ablation =
      knowsOnly("ablation", "cluster", "evaluate", "fit", "machine", "report", "run");

  /** The command line starts jobs and prints what they say; nobody starts the command line. */
  @ArchTest
  static final ArchRule cli = knowsOnly("cli", "ablation", "cluster", "machine", "report", "run");

  @ArchTest
  static final ArchRule searchesAndDatabasesAreKnownToAblationsAlone =
      noClasses()
          .that()
          .resideInAPackage(TRAIN + "..")
          .and()
          .resideOutsideOfPackage(TRAIN + ".ablation..")
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

  /** What users and the application see of the plugin are edits and painters, not their memory. */
  @ArchTest
  static final ArchRule insidesOfPaintingAreKnownToTheAugmentationsAlone =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.blindspot.augment..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.blindspot.augment.canvas..");

  /** Every package of the product, one by one: no two depend on each other, however indirectly. */
  @ArchTest
  static final ArchRule packagesAreFreeOfCycles =
      slices().matching("dev.blindspot.(**)").should().beFreeOfCycles();

  /** A flat list of fifty files tells a stranger nothing. */
  @ArchTest
  static void noPackageHasMoreThanTwentyFiles(JavaClasses all) {
    Map<String, Long> files =
        all.stream()
            .filter(type -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
            .collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting()));
    assertThat(files)
        .isNotEmpty()
        .allSatisfy((name, count) -> assertThat(count).as(name).isLessThanOrEqualTo(20));
  }

  @ArchTest
  static void everyPackageSaysWhatLivesThere(JavaClasses all) {
    Set<String> explained =
        all.stream()
            .filter(type -> type.getSimpleName().equals("package-info"))
            .map(JavaClass::getPackageName)
            .collect(Collectors.toSet());
    assertThat(all.stream().map(JavaClass::getPackageName).distinct())
        .allSatisfy(name -> assertThat(explained).contains(name));
  }

  /** Everybody else scores images by way of a scorer. */
  @ArchTest
  static final ArchRule graphsAreKnownToModelsAndTrainingAlone =
      noClasses()
          .that()
          .resideInAPackage(TRAIN + "..")
          .and()
          .resideOutsideOfPackages(TRAIN + ".model..", TRAIN + ".fit..")
          .should()
          .dependOnClassesThat()
          .haveNameMatching("org\\.deeplearning4j\\.nn\\.(graph|multilayer)\\..*");

  @ArchTest
  static void everyPackageHasARule(JavaClasses all) {
    classes()
        .that()
        .resideInAPackage(TRAIN + "..")
        .should()
        .resideInAnyPackage(
            subtrees(
                "ablation",
                "cli",
                "cluster",
                "concurrent",
                "config",
                "data",
                "error",
                "evaluate",
                "explore",
                "fit",
                "inspect",
                "io",
                "machine",
                "model",
                "progress",
                "report",
                "run"))
        .check(all);
  }

  private static ArchRule knowsOnly(String name, String... others) {
    String[] known =
        Stream.concat(
                Stream.of(name, "concurrent", "config", "error", "progress", "io"),
                Arrays.stream(others))
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
