package dev.blindspot.train.run.cure;

import static java.util.Objects.requireNonNull;

import dev.blindspot.augment.geometry.RelativeBox;
import dev.blindspot.train.config.ArmConfig;
import dev.blindspot.train.config.RunConfig;
import dev.blindspot.train.progress.Progress;
import dev.blindspot.train.report.result.Cure;
import dev.blindspot.train.report.result.Cure.CuredTraining;
import dev.blindspot.train.report.result.Cure.SuspectPlace;
import dev.blindspot.train.run.prepare.EvaluationInputs;
import dev.blindspot.train.run.prepare.Preparation;
import dev.blindspot.train.run.prepare.StepTimer;
import dev.blindspot.train.run.training.SeededArm;
import dev.blindspot.train.run.training.Trainings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The arms of a run that hide the suspects of another one: every network of the scanned arm is
 * scanned by itself, and the training with the same seed hides what was found in it and confirmed
 * by the counter-test. Where one of several has no such suspect, its counterpart hides nothing;
 * where none has, the arm is left out.
 */
public final class Cures {
  private final Preparation prepared;
  private final RunConfig config;
  private final Path folder;
  private final Progress progress;
  private final List<Cure> cures = new ArrayList<>();
  private final Map<String, ArmConfig> carriedOut = new LinkedHashMap<>();
  private @Nullable SuspectSearch search;

  /**
   * @param folder of the run
   */
  public Cures(Preparation prepared, Path folder, Progress progress) {
    this.prepared = prepared;
    this.config = prepared.config();
    this.folder = folder;
    this.progress = progress;
  }

  /**
   * Scans and trains.
   *
   * @param trained the arms that wait for no scan
   * @return all arms that are trained, in the order of the run
   */
  public Map<String, List<SeededArm>> train(
      Trainings trainings, Map<String, List<SeededArm>> trained, StepTimer clock)
      throws IOException {
    Map<String, List<SeededArm>> all = new LinkedHashMap<>();
    for (Map.Entry<String, ArmConfig> arm : config.arms().entrySet()) {
      String of = arm.getValue().hideSuspectsOf();
      if (of == null) {
        all.put(arm.getKey(), requireNonNull(trained.get(arm.getKey())));
        carriedOut.put(arm.getKey(), arm.getValue());
      } else {
        List<SeededArm> scanned = requireNonNull(trained.get(of));
        List<SeededArm> cured = train(arm.getKey(), arm.getValue(), scanned, trainings, clock);
        if (!cured.isEmpty()) {
          all.put(arm.getKey(), cured);
        }
      }
    }
    return all;
  }

  /**
   * An arm as it was trained: one that waited for a scan hides the places that were found.
   *
   * @param folder of the training
   */
  public static ArmConfig asTrained(ArmConfig arm, Path folder) throws IOException {
    SuspectFile found = arm.hideSuspectsOf() == null ? null : SuspectFile.read(folder).orElse(null);
    return found == null ? arm : arm.hiding(boxes(found.confirmed()));
  }

  private List<SeededArm> train(
      String name, ArmConfig arm, List<SeededArm> scanned, Trainings trainings, StepTimer clock)
      throws IOException {
    List<SuspectFile> found = new ArrayList<>();
    for (SeededArm one : scanned) {
      found.add(clock.time("scan for the cure", () -> found(name, one, scanned.size())));
    }
    boolean any = found.stream().anyMatch(file -> !file.confirmed().isEmpty());
    List<CuredTraining> cured = new ArrayList<>();
    List<SeededArm> trained = new ArrayList<>();
    for (int i = 0; i < scanned.size(); i++) {
      long seed = scanned.get(i).seed();
      List<SuspectPlace> hidden = found.get(i).confirmed();
      double area = PlaceEffects.area(hidden);
      cured.add(new CuredTraining(seed, found.get(i).places(), area, null, null));
      if (any) {
        ArmConfig told = arm.hiding(boxes(hidden));
        carriedOut.putIfAbsent(name, told);
        trained.add(trainings.train(name, seed, told, clock));
      }
    }
    String of = scanned.get(0).arm();
    cures.add(new Cure(name, of, found.get(0).scanned(), any, cured));
    return trained;
  }

  private SuspectFile found(String name, SeededArm scanned, int seeds) throws IOException {
    Path arm = folder.resolve("arms").resolve(name);
    Path file = seeds == 1 ? arm : arm.resolve("seed-" + scanned.seed());
    SuspectFile before = SuspectFile.read(file).orElse(null);
    if (before != null) {
      return before;
    }
    String title = SeededArm.title(scanned.arm(), scanned.seed(), seeds) + " for " + name;
    SuspectFile found =
        new SuspectFile(search().images(), search().of(title, scanned.training().model()));
    found.write(file);
    return found;
  }

  private SuspectSearch search() {
    SuspectSearch made = search;
    if (made == null) {
      long scannedArms =
          config.arms().values().stream()
              .filter(arm -> arm.hideSuspectsOf() != null)
              .map(ArmConfig::hideSuspectsOf)
              .distinct()
              .count();
      int networks = (int) scannedArms * config.trainingSeeds().size();
      made = new SuspectSearch(prepared, networks, progress);
      search = made;
    }
    return made;
  }

  static List<RelativeBox> boxes(List<SuspectPlace> places) {
    return places.stream()
        .map(place -> new RelativeBox(place.x(), place.y(), place.width(), place.height()))
        .toList();
  }

  /** The run as it was trained: arms that hid something say what, those without are not there. */
  public RunConfig carriedOut() {
    return config.with(carriedOut);
  }

  /** What the hidden places do to the answers on the test images, before and after. */
  public List<Cure> measured(EvaluationInputs inputs, Map<String, List<SeededArm>> arms) {
    PlaceEffects effects = new PlaceEffects(inputs, prepared);
    return cures.stream().map(cure -> measured(cure, effects, arms)).toList();
  }

  private static Cure measured(Cure cure, PlaceEffects effects, Map<String, List<SeededArm>> arms) {
    List<CuredTraining> trainings = new ArrayList<>();
    for (int i = 0; i < cure.trainings().size(); i++) {
      CuredTraining one = cure.trainings().get(i);
      List<SuspectPlace> hidden = one.hidden();
      trainings.add(
          hidden.isEmpty()
              ? one
              : new CuredTraining(
                  one.seed(),
                  one.places(),
                  one.area(),
                  effects.of(model(arms, cure.of(), i), hidden),
                  effects.of(model(arms, cure.arm(), i), hidden)));
    }
    return new Cure(cure.arm(), cure.of(), cure.scanned(), cure.trained(), trainings);
  }

  private static Path model(Map<String, List<SeededArm>> arms, String name, int training) {
    return requireNonNull(arms.get(name)).get(training).training().model();
  }
}
