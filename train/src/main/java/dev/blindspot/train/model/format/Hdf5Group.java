package dev.blindspot.train.model.format;

import dev.blindspot.train.model.format.Hdf5File.Budget;
import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A group of an HDF5 file; links to other places and other files are refused, not followed. */
public final class Hdf5Group {
  /** Keras nests four deep, and one more for every slash in a name; a group may hold itself. */
  private static final int MAX_DEPTH = 32;

  private static final int MAX_CHILDREN = 100_000;
  private static final long MAX_TEXT = 1 << 26;

  private final Group group;
  private final Budget budget;
  private final int depth;

  private Hdf5Group(Group group, Budget budget, int depth) {
    this.group = group;
    this.budget = budget;
    this.depth = depth;
  }

  static Hdf5Group root(Group group, Budget budget) {
    return new Hdf5Group(group, budget, 0);
  }

  /** Groups in this group by name, in the order of the file. */
  public Map<String, Hdf5Group> groups() throws IOException {
    Map<String, Hdf5Group> groups = new LinkedHashMap<>();
    for (Map.Entry<String, Node> child : children().entrySet()) {
      if (child.getValue() instanceof Group inner) {
        groups.put(child.getKey(), new Hdf5Group(inner, budget, depth + 1));
      }
    }
    return groups;
  }

  /** Arrays in this group by name, in the order of the file. */
  public Map<String, Hdf5Array> arrays() throws IOException {
    Map<String, Hdf5Array> arrays = new LinkedHashMap<>();
    for (Map.Entry<String, Node> child : children().entrySet()) {
      if (child.getValue() instanceof Dataset data) {
        arrays.put(child.getKey(), new Hdf5Array(data, budget));
      }
    }
    return arrays;
  }

  /** The group at a path of names with slashes; empty if it is missing. */
  public Optional<Hdf5Group> group(String path) throws IOException {
    Hdf5Group at = this;
    for (String name : path.split("/", -1)) {
      Hdf5Group next = at.groups().get(name);
      if (next == null) {
        return Optional.empty();
      }
      at = next;
    }
    return Optional.of(at);
  }

  private Map<String, Node> children() throws IOException {
    budget.openGroup();
    if (depth > MAX_DEPTH) {
      throw new IOException("its groups are nested more than %d deep".formatted(MAX_DEPTH));
    }
    Map<String, Node> children = group.getChildren();
    if (children.size() > MAX_CHILDREN) {
      throw new IOException("the group '%s' has too many members".formatted(group.getName()));
    }
    List<String> links = new ArrayList<>();
    children.forEach(
        (name, child) -> {
          if (child.isLink()) {
            links.add(name);
          }
        });
    if (!links.isEmpty()) {
      throw new IOException("it holds links to other places, which are not followed: " + links);
    }
    return children;
  }

  /** An attribute of several texts; empty if there is none of this name. */
  public List<String> texts(String name) throws IOException {
    Attribute attribute = group.getAttribute(name);
    if (attribute == null) {
      return List.of();
    }
    if (attribute.getSizeInBytes() <= MAX_TEXT && attribute.getData() instanceof String[] texts) {
      return List.of(texts);
    }
    throw new IOException("its attribute '%s' is not a list of texts".formatted(name));
  }

  /** A text attribute; empty if there is none of this name. */
  public Optional<String> text(String name) throws IOException {
    Attribute attribute = group.getAttribute(name);
    if (attribute == null) {
      return Optional.empty();
    }
    if (!attribute.isScalar() || attribute.getSizeInBytes() > MAX_TEXT) {
      throw new IOException("its attribute '%s' is not one text".formatted(name));
    }
    if (attribute.getData() instanceof String text) {
      return Optional.of(text);
    }
    throw new IOException("its attribute '%s' is not a text".formatted(name));
  }
}
