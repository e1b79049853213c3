// ---- does it know when it does not know ----
function reliability(c) {
  var least = 100;
  run.arms.forEach(function (arm) {
    arm.robustness.calibration.bins.forEach(function (bin) {
      if (bin.images) least = Math.min(least, 100 * bin.meanConfidence, 100 * bin.accuracy);
    });
  });
  var low = Math.max(0, Math.floor(least / 10) * 10);
  var option = base(c);
  option.series = [{ type: 'line', name: 'calibrated', data: [[low, low], [100, 100]], showSymbol: false, silent: true, z: 1,
    lineStyle: { color: c.strong, width: 1.5, type: [5, 4] }, tooltip: { show: false } }];
  visibleArms().forEach(function (entry) {
    var bins = entry.arm.robustness.calibration.bins.filter(function (bin) { return bin.images > 0; });
    option.series.push(line(entry.arm.name, bins.map(function (bin) {
      return { value: [100 * bin.meanConfidence, 100 * bin.accuracy], bin: bin };
    }), { color: c.arms[entry.i], symbol: symbol(entry.i), lineStyle: { width: 1.75 } }));
  });
  option.xAxis = xAxis(c, 'Stated confidence (%)', { min: low, max: 100 });
  option.yAxis = yAxis(c, 'Accuracy (%)', { min: low, max: 100 });
  option.tooltip.trigger = 'item';
  option.tooltip.formatter = function (p) {
    if (!p.data.bin) return '';
    return tip(p.seriesName, [
      ['says', percent(p.data.bin.meanConfidence)],
      ['is right', percent(p.data.bin.accuracy)],
      ['images', String(p.data.bin.images)]
    ]);
  };
  return option;
}
add('chart-reliability', reliability, '<span><svg width="26" height="8" aria-hidden="true" stroke="currentColor"><path d="M0 4h26" stroke-width="1.5" stroke-dasharray="5 4"/></svg>calibrated</span>');

function confidence(c) {
  var arms = visibleArms();
  var all = [];
  run.arms.forEach(function (arm) {
    arm.occlusion.points.forEach(function (p) { all.push(100 * p.accuracy, 100 * p.meanConfidence); });
  });
  var option = base(c);
  option.series = [];
  arms.forEach(function (entry) {
    var points = entry.arm.occlusion.points;
    var shared = { color: c.arms[entry.i], symbol: symbol(entry.i) };
    option.series.push(line(entry.arm.name, points.map(function (p) { return [100 * p.fraction, times100(p.accuracy)]; }), shared));
    option.series.push(line(entry.arm.name, points.map(function (p) { return [100 * p.fraction, times100(p.meanConfidence)]; }),
      Object.assign({}, shared, { showSymbol: false, lineStyle: { width: 1.75, type: [5, 4] } })));
  });
  option.xAxis = xAxis(c, 'Hidden part of the image (%)', { min: 0 });
  option.yAxis = yAxis(c, 'Accuracy, confidence (%)', { min: floorOf(all), max: 100 });
  atPointer(option, c, function (params) {
    var fraction = params[0].value[0] / 100;
    return tip(fixed(100 * fraction, 0) + '\u00a0% hidden', arms.map(function (entry) {
      var p = entry.arm.occlusion.points.reduce(function (a, b) {
        return Math.abs(b.fraction - fraction) < Math.abs(a.fraction - fraction) ? b : a;
      });
      return [entry.arm.name, 'says ' + percent(p.meanConfidence), 'is right ' + percent(p.accuracy)];
    }));
  });
  return option;
}
add('chart-confidence', confidence, solid.replace('validation', 'accuracy').replace('training', 'confidence'));
