package dev.blindspot.datasets.drawing;

import java.util.List;

/**
 * A pinhole camera that looks horizontally at a vehicle. Vehicle coordinates are metres: x forward
 * from the vehicle's centre, y up from the ground, z across, negative on the side that faces the
 * camera.
 *
 * @param yaw turn of the vehicle in radians; 0 is a side view, positive shows the front, negative
 *     the rear
 * @param mirror 1 when the vehicle points to the right of the image, -1 when to the left
 * @param heightM height of the camera above the ground
 * @param distanceM depth of the vehicle's centre, straight ahead of the camera
 * @param lateralM how far the vehicle's centre is to the right of the camera's axis
 * @param stretch vertical stretch, as of a wide photograph made square
 * @param focal pixels per metre at one metre's distance
 * @param centreX column of the vehicle's centre, in canvas pixels
 * @param horizon row of the horizon, in canvas pixels
 */
public record Camera(
    double yaw,
    int mirror,
    double heightM,
    double distanceM,
    double lateralM,
    double stretch,
    double focal,
    double centreX,
    double horizon) {

  private static final double NEAREST_M = 0.8;

  /** The camera that sees a box of the given size at the wanted place of a square canvas. */
  public static Camera framing(
      double yaw,
      int mirror,
      double heightM,
      double distanceM,
      double stretch,
      List<double[]> corners,
      Frame frame) {
    Camera raw = new Camera(yaw, mirror, heightM, distanceM, 0, stretch, 1, 0, 0);
    Bounds extent = new Bounds();
    corners.forEach(c -> extent.include(raw.at(c[0], c[1], c[2])));
    double focal =
        Math.min(
            frame.width() / (extent.right() - extent.left()),
            frame.height() / (extent.bottom() - extent.top()));
    double centre = frame.centreX() - focal * (extent.left() + extent.right()) / 2;
    double horizon = frame.bottom() - focal * extent.bottom();
    return new Camera(yaw, mirror, heightM, distanceM, 0, stretch, focal, centre, horizon);
  }

  /**
   * Where a vehicle shall appear: largest width and height, middle column and lowest row, in canvas
   * pixels.
   */
  public record Frame(double width, double height, double centreX, double bottom) {}

  public Pt at(double x, double y, double z) {
    double depth = Math.max(NEAREST_M, depth(x, z));
    double right = lateralM + mirror * (x * Math.cos(yaw) + z * Math.sin(yaw));
    return new Pt(
        centreX + focal * right / depth, horizon + focal * stretch * (heightM - y) / depth);
  }

  public double depth(double x, double z) {
    return distanceM - x * Math.sin(yaw) + z * Math.cos(yaw);
  }

  public boolean inFront(double x, double z) {
    return depth(x, z) > NEAREST_M;
  }

  /**
   * The same camera for another vehicle that stands beside this one, ahead by dx and across by dz.
   */
  public Camera beside(double dx, double dz, boolean reversed) {
    return new Camera(
        reversed ? -yaw : yaw,
        reversed ? -mirror : mirror,
        heightM,
        depth(dx, dz),
        lateralM + mirror * (dx * Math.cos(yaw) + dz * Math.sin(yaw)),
        stretch,
        focal,
        centreX,
        horizon);
  }

  /** Pixels per metre at a place. */
  public double scale(double x, double z) {
    return focal / Math.max(NEAREST_M, depth(x, z));
  }

  /** True when a surface at a place with this outward normal is seen from its outer side. */
  public boolean sees(double x, double y, double z, double nx, double ny, double nz) {
    // the camera in vehicle coordinates
    double cameraX = distanceM * Math.sin(yaw) - mirror * lateralM * Math.cos(yaw);
    double cameraZ = -distanceM * Math.cos(yaw) - mirror * lateralM * Math.sin(yaw);
    return nx * (cameraX - x) + ny * (heightM - y) + nz * (cameraZ - z) > 0;
  }
}
