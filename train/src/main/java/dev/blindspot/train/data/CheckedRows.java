package dev.blindspot.train.data;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a listing after every file was looked at: usable ones sorted by id, bad ones in the
 * listing's order.
 */
final class CheckedRows {
  private final Listing listing;
  private final List<Checked> usable;
  private final List<BadRow> bad;

  /** A row and what was found, absent when the row is bad. */
  private record Checked(Candidate candidate, @Nullable PictureInspection inspection) {
    Path path() {
      return requireNonNull(candidate.path());
    }

    PictureInspection found() {
      return requireNonNull(inspection);
    }
  }

  private CheckedRows(Listing listing, List<Checked> rows) {
    this.listing = listing;
    usable =
        rows.stream()
            .filter(row -> row.candidate().problem() == null)
            .sorted(Comparator.comparing(row -> row.candidate().id()))
            .toList();
    bad = rows.stream().map(Checked::candidate).flatMap(CheckedRows::asBad).toList();
  }

  static CheckedRows check(Listing listing, long maxPixels, ProgressListener progress) {
    List<Checked> rows =
        InParallel.map(listing.candidates(), row -> check(row, maxPixels), progress);
    return new CheckedRows(listing, withoutContradictions(rows));
  }

  List<BadRow> bad() {
    return bad;
  }

  /** True when no row can be used. */
  boolean empty() {
    return usable.isEmpty();
  }

  /** For every usable row the index of the first row of its duplicate group. */
  int[] groups(int nearDuplicateBits) {
    return DuplicateGroups.of(
        usable.stream().map(row -> row.found().contentHash()).toList(),
        usable.stream().map(row -> row.found().perceptualHash()).toList(),
        nearDuplicateBits);
  }

  /** What the splits have to place; nothing for a source without labels. */
  List<SplitAssigner.Member> members(int[] groups) {
    List<SplitAssigner.Member> members = new ArrayList<>();
    for (int i = 0; listing.labelled() && i < usable.size(); i++) {
      Candidate row = usable.get(i).candidate();
      members.add(new SplitAssigner.Member(row.id(), row.label(), groups[i]));
    }
    return members;
  }

  Manifest manifest(Map<String, Split> splits, int[] groups) {
    List<ManifestRow> rows = new ArrayList<>();
    Map<Integer, List<String>> duplicates = new TreeMap<>();
    for (int i = 0; i < usable.size(); i++) {
      Checked row = usable.get(i);
      String id = row.candidate().id();
      Split split = splits.getOrDefault(id, Split.UNLABELLED);
      String hash = row.found().contentHash();
      rows.add(new ManifestRow(id, row.path(), row.candidate().label(), split, hash, List.of()));
      duplicates.computeIfAbsent(groups[i], group -> new ArrayList<>()).add(id);
    }
    List<List<String>> several =
        duplicates.values().stream().filter(group -> group.size() > 1).toList();
    return new Manifest(listing.classes(), rows, bad, several);
  }

  private static Checked check(Candidate candidate, long maxPixels) {
    Path path = candidate.path();
    if (candidate.problem() != null || path == null) {
      return new Checked(candidate, null);
    }
    try {
      return new Checked(candidate, PictureInspection.of(path, maxPixels));
    } catch (BadImageException e) {
      return new Checked(candidate.because(e.reason()), null);
    }
  }

  /**
   * Equal files with different labels: nobody can know which label is right, so all of them are
   * bad.
   */
  private static List<Checked> withoutContradictions(List<Checked> rows) {
    Map<String, List<Candidate>> byContent = new HashMap<>();
    for (Checked row : rows) {
      if (row.inspection() != null) {
        byContent
            .computeIfAbsent(row.inspection().contentHash(), hash -> new ArrayList<>())
            .add(row.candidate());
      }
    }
    return rows.stream().map(row -> checkContradiction(row, byContent)).toList();
  }

  private static Checked checkContradiction(Checked row, Map<String, List<Candidate>> byContent) {
    if (row.inspection() == null) {
      return row;
    }
    for (Candidate other : byContent.getOrDefault(row.inspection().contentHash(), List.of())) {
      if (other.label() != row.candidate().label()) {
        String reason = "has the same content as %s (%s) and another label";
        return new Checked(
            row.candidate().because(reason.formatted(other.id(), other.where())), null);
      }
    }
    return row;
  }

  private static Stream<BadRow> asBad(Candidate row) {
    String problem = row.problem();
    return problem == null ? Stream.empty() : Stream.of(new BadRow(row.where(), row.id(), problem));
  }
}
