package dev.blindspot.train.report.result;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.blindspot.train.evaluate.comparison.Comparison;
import dev.blindspot.train.evaluate.worst.WorstPlaceDifference;
import dev.blindspot.train.machine.Environment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a run found out: the root of {@code results.json}. The keys of the file are the
 * names of the record components, in their order; what each means is also in {@code
 * results.schema.json}.
 *
 * <p>Shares, probabilities and differences are fractions of 1, durations are seconds, instants are
 * ISO 8601 in UTC, paths are relative to the run's folder with forward slashes, enums are their
 * names. A number that is not defined (NaN) is written as {@code null}. Within a schema version
 * keys are only added.
 *
 * @param schema version of this format, {@link #SCHEMA}
 * @param run name of the run
 * @param created when the results were complete
 * @param toolVersion Blindspot's version
 * @param gitCommit commit that Blindspot was built from, or null when unknown
 * @param configuration the whole configuration of the run as YAML, defaults included; the same text
 *     as {@code config.resolved.yaml} in the run's folder, which repeats the run
 * @param seed of everything random but the trainings, which have seeds of their own
 * @param environment machine and libraries
 * @param data the images
 * @param arms in the order of the configuration; the first is the reference
 * @param comparisons of the other arms to the reference
 * @param images explained images
 * @param timing where the time went
 * @param notes what a reader must know beside the numbers, one sentence each
 * @param seeds of the trainings of every arm; the first one's networks are explained
 * @param findings mistakes, disagreements and likely label errors
 * @param mapFindings what the maps of all arms say together; null when no maps were drawn
 * @param shortcuts what known shortcuts cost, and what hiding suspects in training was worth; null
 *     when neither was measured
 * @param worstPlaceDifferences of the other arms to the reference, with one square at its worst
 *     place; empty when that was not measured
 */
public record RunResult(
    int schema,
    String run,
    String created,
    String toolVersion,
    @Nullable String gitCommit,
    String configuration,
    long seed,
    Environment environment,
    DataSummary data,
    List<ArmResult> arms,
    List<Comparison> comparisons,
    @JsonProperty("pictures") List<ExplainedImage> images,
    Timing timing,
    List<String> notes,
    List<Long> seeds,
    Findings findings,
    @Nullable MapFindings mapFindings,
    @Nullable ShortcutFindings shortcuts,
    List<WorstPlaceDifference> worstPlaceDifferences) {
  /** The version of the format that this code writes and reads. */
  public static final int SCHEMA = 3;

  public RunResult {
    if (schema != SCHEMA) {
      throw new IllegalArgumentException("schema must be %d, was %d".formatted(SCHEMA, schema));
    }
    if (arms.isEmpty()) {
      throw new IllegalArgumentException("arms must have at least one arm, had none");
    }
    arms = List.copyOf(arms);
    comparisons = List.copyOf(comparisons);
    images = List.copyOf(images);
    notes = List.copyOf(notes);
    seeds = List.copyOf(seeds);
    worstPlaceDifferences = List.copyOf(worstPlaceDifferences);
  }

  /** The same with what the maps say together, and with what is known of shortcuts. */
  public RunResult with(MapFindings maps, @Nullable ShortcutFindings known) {
    return new RunResult(
        schema,
        run,
        created,
        toolVersion,
        gitCommit,
        configuration,
        seed,
        environment,
        data,
        arms,
        comparisons,
        images,
        timing,
        notes,
        seeds,
        findings,
        maps,
        known,
        worstPlaceDifferences);
  }

  /** The arm that the others are compared to. */
  public ArmResult reference() {
    return arms.get(0);
  }
}
