// ---- several trainings of an arm: charts show the mean, and the standard deviation as a band ----
/** A part of every spread below a value, such as its mean, in the shape of what one training gives. */
function pick(value, part) {
  if (Array.isArray(value)) return value.map(function (each) { return pick(each, part); });
  if (value === null || typeof value !== 'object') return value;
  if ('standardDeviation' in value) return value[part];
  var picked = {};
  Object.keys(value).forEach(function (key) { picked[key] = pick(value[key], part); });
  return picked;
}
function withDeviation(points, deviations) {
  points.forEach(function (point, i) { point.sd = deviations[i]; });
}
run.arms.forEach(function (arm) {
  var spread = arm.seeds.robustness;
  if (!spread) return;
  var mean = pick(spread, 'mean');
  var sd = pick(spread, 'standardDeviation');
  mean.occlusion.forEach(function (curve, k) { withDeviation(curve.points, sd.occlusion[k].points); });
  if (mean.object) withDeviation(mean.object.bins, sd.object.bins);
  if (mean.corruptions) withDeviation(mean.corruptions.severities, sd.corruptions.severities);
  mean.worstPlace.forEach(function (square, k) { withDeviation(square.points, sd.worstPlace[k].points); });
  arm.robustness = mean;
  arm.occlusion = mean.occlusion[0];
});
var severalSeeds = run.arms.some(function (arm) { return arm.seeds.robustness; });
var oneSeed = run.arms.some(function (arm) { return !arm.seeds.robustness; });
/** What the marks around lines are. */
function aroundKey(intervals) {
  return (intervals && oneSeed ? '<span>bars: 95\u00a0% interval</span>' : '')
    + (severalSeeds ? '<span>bands: ± standard deviation over seeds</span>' : '');
}
/** What a tip says beside a share: its deviation over seeds, or its interval. */
function around(share, deviation, interval) {
  if (deviation !== undefined) return deviation === null ? '' : '± ' + fixed(100 * deviation, 1);
  return range(interval);
}
/** A mean with its deviation as one closed line, filled; rows are [x, mean, deviation], shares as they are. */
function band(rows, c, arm) {
  var known = rows.filter(function (row) { return row[1] !== null && row[2] !== null && row[2] !== undefined; });
  var high = known.map(function (row) { return [row[0], 100 * Math.min(1, row[1] + row[2])]; });
  var low = known.map(function (row) { return [row[0], 100 * Math.max(0, row[1] - row[2])]; }).reverse();
  return {
    type: 'line', name: 'band ' + arm, data: high.concat(low), showSymbol: false, silent: true,
    lineStyle: { width: 0, color: c.arms[arm] }, areaStyle: { color: c.arms[arm], opacity: 0.14 }, z: 1, tooltip: { show: false }
  };
}
