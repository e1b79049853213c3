// ---- corrupted images: accuracy by severity, mean over corruptions ----
/** [severity, accuracy in percent, deviation over seeds as a share or nothing]. */
function bySeverity(arm) {
  var scores = arm.robustness.corruptions;
  if (!scores) return null;
  if (scores.severities) {
    return [[0, 100 * arm.seeds.accuracy.mean, arm.seeds.accuracy.standardDeviation]].concat(
      scores.severities.map(function (s) { return [s.severity, 100 * s.accuracy, s.sd.accuracy]; }));
  }
  var sums = new Map([[0, [arm.test.accuracy]]]);
  scores.families.forEach(function (family) {
    family.levels.forEach(function (level) {
      if (!sums.has(level.severity)) sums.set(level.severity, []);
      sums.get(level.severity).push(level.accuracy);
    });
  });
  return Array.from(sums).sort(function (a, b) { return a[0] - b[0]; }).map(function (entry) {
    return [entry[0], 100 * entry[1].reduce(function (a, b) { return a + b; }, 0) / entry[1].length];
  });
}
function severity(c) {
  var arms = visibleArms().filter(function (entry) { return entry.arm.robustness.corruptions; });
  var all = [];
  run.arms.forEach(function (arm) { (bySeverity(arm) || []).forEach(function (point) { all.push(point[1] - 100 * (point[2] || 0)); }); });
  var option = base(c);
  option.series = [];
  arms.forEach(function (entry) {
    var points = bySeverity(entry.arm);
    option.series.push(line(entry.arm.name, points.map(function (p) { return p.slice(0, 2); }), { color: c.arms[entry.i], symbol: symbol(entry.i) }));
    if (entry.arm.seeds.robustness) {
      option.series.push(band(points.map(function (p) { return [p[0], p[1] / 100, p[2]]; }), c, entry.i));
    }
  });
  option.xAxis = xAxis(c, 'Severity (0: clean)', { min: 0, max: 5, interval: 1 });
  option.yAxis = yAxis(c, 'Accuracy (%)', { min: floorOf(all), max: 100 });
  atPointer(option, c, function (params) {
    var at = params[0].value[0];
    return tip(at === 0 ? 'Clean' : 'Severity ' + at, arms.map(function (entry) {
      var point = bySeverity(entry.arm).find(function (p) { return p[0] === at; });
      return [entry.arm.name, point ? fixed(point[1], 1) + '\u00a0%' : '–', point && point.length > 2 ? around(point[1], point[2]) : ''];
    }));
  });
  return option;
}
add('chart-severity', severity, aroundKey(false));
