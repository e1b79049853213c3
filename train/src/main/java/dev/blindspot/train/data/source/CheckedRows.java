package dev.blindspot.train.data.source;

import static java.util.Objects.requireNonNull;

import dev.blindspot.explain.progress.ProgressListener;
import dev.blindspot.train.concurrent.InParallel;
import dev.blindspot.train.data.format.BadImageException;
import dev.blindspot.train.data.image.ImageInspection;
import dev.blindspot.train.data.manifest.BadRow;
import dev.blindspot.train.data.manifest.DuplicateGroups;
import dev.blindspot.train.data.manifest.Manifest;
import dev.blindspot.train.data.manifest.ManifestRow;
import dev.blindspot.train.data.manifest.Split;
import dev.blindspot.train.data.manifest.SplitAssigner;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
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
  private record Checked(Candidate candidate, @Nullable ImageInspection inspection) {
    Path path() {
      return requireNonNull(candidate.path());
    }

    ImageInspection found() {
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
    return new CheckedRows(listing, rows);
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

  /** What the splits have to place; nothing for a source without labels or with given splits. */
  List<SplitAssigner.Member> members(int[] groups) {
    List<SplitAssigner.Member> members = new ArrayList<>();
    for (int i = 0; listing.labelled() && i < usable.size(); i++) {
      Candidate row = usable.get(i).candidate();
      if (row.split() == null) {
        members.add(new SplitAssigner.Member(row.id(), row.label(), groups[i]));
      }
    }
    return members;
  }

  Manifest manifest(Map<String, Split> splits, int[] groups) {
    List<ManifestRow> rows = new ArrayList<>();
    Map<Integer, List<String>> duplicates = new TreeMap<>();
    for (int i = 0; i < usable.size(); i++) {
      Checked row = usable.get(i);
      String id = row.candidate().id();
      Split given = row.candidate().split();
      Split split = given == null ? splits.getOrDefault(id, Split.UNLABELLED) : given;
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
      return new Checked(candidate, ImageInspection.of(path, maxPixels));
    } catch (BadImageException e) {
      return new Checked(candidate.because(e.reason()), null);
    }
  }

  private static Stream<BadRow> asBad(Candidate row) {
    String problem = row.problem();
    return problem == null ? Stream.empty() : Stream.of(new BadRow(row.where(), row.id(), problem));
  }
}
