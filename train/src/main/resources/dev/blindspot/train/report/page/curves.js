// ---- hidden parts ----
/** curveOf(arm) gives an arm's curve, or nothing where it was not measured; key is the figure of its points. */
function occlusion(curveOf, key, intervals, yName) {
  return function (c) {
    var value = function (p) { return p[key]; };
    var interval = function (p) { return intervals && !p.sd ? p.accuracyInterval : null; };
    var arms = visibleArms().filter(function (entry) { return curveOf(entry.arm); });
    var series = [];
    var all = [];
    run.arms.filter(curveOf).forEach(function (arm) {
      curveOf(arm).points.forEach(function (p) {
        all.push(100 * (value(p) - (p.sd ? p.sd[key] || 0 : 0)));
        if (interval(p) && interval(p).low !== null) all.push(100 * interval(p).low);
      });
    });
    arms.forEach(function (entry) {
      var points = curveOf(entry.arm).points;
      var shift = intervals ? (entry.i - (run.arms.length - 1) / 2) * 0.5 : 0;
      series.push(line(entry.arm.name, points.map(function (p) { return [100 * p.fraction, times100(value(p))]; }), {
        color: c.arms[entry.i], symbol: symbol(entry.i)
      }));
      if (points[0].sd) {
        series.push(band(points.map(function (p) { return [100 * p.fraction, value(p), p.sd[key]]; }), c, entry.i));
      } else if (intervals) {
        series.push(whiskers(points.filter(function (p) { return interval(p).low !== null; }).map(function (p) {
          var x = 100 * p.fraction + shift;
          return [[x, 100 * interval(p).low], [x, 100 * interval(p).high]];
        }), c, entry.i));
      }
    });
    var last = Math.max.apply(null, run.arms.filter(curveOf).map(function (arm) { return curveOf(arm).points.slice(-1)[0].fraction; }));
    var option = base(c);
    option.xAxis = percentAxis(c, 'Hidden part of the image (%)', last);
    option.yAxis = yAxis(c, yName, { min: floorOf(all), max: 100 });
    sharesAtPointer(option, c, arms, {
      points: function (arm) { return curveOf(arm).points; },
      x: 'fraction',
      y: key,
      interval: interval,
      title: function (fraction) { return fixed(100 * fraction, 0) + '\u00a0% hidden'; }
    });
    option.series = series;
    return option;
  };
}
function firstCurve(arm) { return arm.occlusion; }
add('chart-occlusion-accuracy', occlusion(firstCurve, 'accuracy', true, 'Accuracy (%)'), aroundKey(true));
add('chart-occlusion-probability', occlusion(firstCurve, 'meanTrueProbability', false, 'Mean p(true) (%)'), aroundKey(false));

/** The ways of hiding parts, in the order in which the page lists them. */
function curveKeys() {
  var keys = [];
  run.arms.forEach(function (arm) {
    arm.robustness.occlusion.forEach(function (curve) {
      if (!keys.some(function (key) { return key.position === curve.position && key.fill === curve.fill; })) keys.push(curve);
    });
  });
  return keys;
}
curveKeys().forEach(function (key, k) {
  add('chart-curve-' + k, occlusion(function (arm) {
    return arm.robustness.occlusion.find(function (curve) { return curve.position === key.position && curve.fill === key.fill; });
  }, 'accuracy', false, 'Accuracy (%)'), aroundKey(false));
});

// ---- how much of the object is hidden ----
function objectOcclusion(c) {
  var arms = visibleArms().filter(function (entry) { return entry.arm.robustness.object; });
  var known = run.arms.filter(function (arm) { return arm.robustness.object; });
  var bins = known.length ? known[0].robustness.object.bins : [];
  var names = bins.map(function (bin) {
    return bin.high === 0 ? 'nothing' : fixed(100 * bin.low, 0) + ' to ' + fixed(100 * bin.high, 0);
  });
  var all = [];
  known.forEach(function (arm) { arm.robustness.object.bins.forEach(function (bin) { if (bin.accuracy !== null) all.push(100 * bin.accuracy); }); });
  var option = base(c);
  option.series = arms.map(function (entry) {
    return line(entry.arm.name, entry.arm.robustness.object.bins.map(function (bin) { return bin.accuracy === null ? '-' : 100 * bin.accuracy; }),
      { color: c.arms[entry.i], symbol: symbol(entry.i) });
  });
  option.xAxis = Object.assign(xAxis(c, 'Hidden share of the object (%)'), { type: 'category', data: names, boundaryGap: true });
  option.yAxis = yAxis(c, 'Accuracy (%)', { min: floorOf(all), max: 100 });
  atPointer(option, c, function (params) {
    var k = params[0].dataIndex;
    return tip('Object hidden: ' + names[k] + (bins[k].high ? '\u00a0%' : ''), arms.map(function (entry) {
      var bin = entry.arm.robustness.object.bins[k];
      return [entry.arm.name, percent(bin.accuracy), around(bin.accuracy, bin.sd && bin.sd.accuracy, bin.accuracyInterval)];
    }));
  });
  return option;
}
add('chart-object', objectOcclusion);
