// ---- one square at its worst place ----
/** The fills of the square, in the order in which the page lists them. */
function squareFills() {
  var fills = [];
  run.arms.forEach(function (arm) {
    arm.robustness.worstPlace.forEach(function (square) { if (fills.indexOf(square.fill) < 0) fills.push(square.fill); });
  });
  return fills;
}
function worstPlace(fill, key, yName) {
  var squareOf = function (arm) { return arm.robustness.worstPlace.find(function (square) { return square.fill === fill; }); };
  return function (c) {
    var known = run.arms.filter(squareOf);
    var arms = visibleArms().filter(function (entry) { return squareOf(entry.arm); });
    var all = [];
    var last = 0;
    known.forEach(function (arm) {
      squareOf(arm).points.forEach(function (p) {
        all.push(100 * (p[key] - (p.sd ? p.sd[key] || 0 : 0)));
        if (key === 'accuracy' && !p.sd && p.accuracyInterval.low !== null) all.push(100 * p.accuracyInterval.low);
        last = Math.max(last, p.side);
      });
    });
    var option = base(c);
    option.series = [];
    arms.forEach(function (entry) {
      var points = squareOf(entry.arm).points;
      option.series.push(line(entry.arm.name, points.map(function (p) { return [100 * p.side, times100(p[key])]; }), {
        color: c.arms[entry.i], symbol: symbol(entry.i)
      }));
      if (points[0].sd) {
        option.series.push(band(points.map(function (p) { return [100 * p.side, p[key], p.sd[key]]; }), c, entry.i));
      } else if (key === 'accuracy') {
        var shift = (entry.i - (run.arms.length - 1) / 2) * 0.5;
        option.series.push(whiskers(points.filter(function (p) { return p.accuracyInterval.low !== null; }).map(function (p) {
          var x = 100 * p.side + shift;
          return [[x, 100 * p.accuracyInterval.low], [x, 100 * p.accuracyInterval.high]];
        }), c, entry.i));
      }
    });
    option.xAxis = percentAxis(c, 'Side of the hidden square (% of the image\u2019s)', last);
    option.yAxis = yAxis(c, yName, { min: floorOf(all), max: 100 });
    sharesAtPointer(option, c, arms, {
      points: function (arm) { return squareOf(arm).points; },
      x: 'side',
      y: key,
      interval: function (p) { return key === 'accuracy' ? p.accuracyInterval : null; },
      title: function (side) { return side === 0 ? 'Untouched' : 'Side ' + fixed(100 * side, 1) + '\u00a0%'; }
    });
    return option;
  };
}
squareFills().forEach(function (fill, k) {
  add('chart-worst-accuracy-' + k, worstPlace(fill, 'accuracy', 'Right everywhere (%)'), aroundKey(true));
  add('chart-worst-probability-' + k, worstPlace(fill, 'meanTrueProbability', 'Lowest p(true) (%)'), aroundKey(false));
});
