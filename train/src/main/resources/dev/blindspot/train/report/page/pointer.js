// ---- what all arms say where the pointer is ----
/** A tooltip for one place of the axis; text is given the series there. */
function atPointer(option, c, text) {
  option.tooltip.trigger = 'axis';
  option.tooltip.axisPointer = { type: 'line', lineStyle: { color: c.strong } };
  option.tooltip.formatter = text;
}
/**
 * The same of curves over a share of the image: of every arm, the point nearest to the pointer.
 * curve.points(arm) are the points, curve.x is the key of their share and curve.y that of their figure,
 * curve.interval(point) an interval or nothing, curve.title(share) stands above.
 */
function sharesAtPointer(option, c, arms, curve) {
  atPointer(option, c, function (params) {
    var first = params.find(function (p) { return !/^(interval|band) /.test(p.seriesName); }) || params[0];
    var share = first.value[0] / 100;
    return tip(curve.title(share), arms.map(function (entry) {
      var p = curve.points(entry.arm).reduce(function (a, b) {
        return Math.abs(b[curve.x] - share) < Math.abs(a[curve.x] - share) ? b : a;
      });
      return [entry.arm.name, percent(p[curve.y]), around(p[curve.y], p.sd && p.sd[curve.y], curve.interval(p))];
    }));
  });
}
