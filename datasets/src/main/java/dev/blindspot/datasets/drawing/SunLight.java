package dev.blindspot.datasets.drawing;

/**
 * Where the light comes from: a direction towards the sun in camera coordinates (x right, y up, z
 * away), and the shares of even and directed light.
 */
public record SunLight(double x, double y, double z, double even, double directed, Tint sky) {

  /** Brightness of a matt surface with this outward normal in vehicle coordinates. */
  public double on(Camera camera, double nx, double ny, double nz) {
    double length = Math.max(1e-9, Math.sqrt(nx * nx + ny * ny + nz * nz));
    double cos = Math.cos(camera.yaw());
    double sin = Math.sin(camera.yaw());
    double wx = camera.mirror() * (nx * cos + nz * sin) / length;
    double wz = (-nx * sin + nz * cos) / length;
    double towards = Math.max(0, wx * x + ny / length * y + wz * z);
    return even + directed * towards;
  }

  /** A painted surface: shaded, and the more it faces up the more it mirrors the sky. */
  public Tint paint(Tint paint, Camera camera, double nx, double ny, double nz) {
    double up = Math.max(0, ny) / Math.max(1e-9, Math.sqrt(nx * nx + ny * ny + nz * nz));
    return paint.scaled(on(camera, nx, ny, nz)).mix(sky, 0.22 * up);
  }
}
