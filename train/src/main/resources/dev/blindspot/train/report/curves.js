// ---- hidden parts ----
function occlusion(value, interval, yName) {
  return function (c) {
    var arms = visibleArms();
    var series = [];
    var all = [];
    run.arms.forEach(function (arm) {
      arm.occlusion.points.forEach(function (p) {
        all.push(100 * value(p));
        if (interval && interval(p).low !== null) all.push(100 * interval(p).low);
      });
    });
    arms.forEach(function (entry) {
      var points = entry.arm.occlusion.points;
      var shift = interval ? (entry.i - (run.arms.length - 1) / 2) * 0.5 : 0;
      series.push(line(entry.arm.name, points.map(function (p) { return [100 * p.fraction, times100(value(p))]; }), {
        color: c.arms[entry.i], symbol: symbol(entry.i)
      }));
      if (interval) {
        series.push(whiskers(points.filter(function (p) { return interval(p).low !== null; }).map(function (p) {
          var x = 100 * p.fraction + shift;
          return [[x, 100 * interval(p).low], [x, 100 * interval(p).high]];
        }), c, entry.i));
      }
    });
    var last = run.arms[0].occlusion.points[run.arms[0].occlusion.points.length - 1].fraction;
    var option = base(c);
    option.xAxis = xAxis(c, 'Hidden part of the picture (%)', {
      min: -2, max: 2 * Math.ceil(50 * last) + 2, interval: 2,
      axisLabel: {
        color: c.soft, fontSize: 12, interval: 0,
        formatter: function (v) { return v >= 0 && v % 10 === 0 ? v : ''; }
      }
    });
    option.yAxis = yAxis(c, yName, { min: floorOf(all), max: 100 });
    option.tooltip.trigger = 'axis';
    option.tooltip.axisPointer = { type: 'line', lineStyle: { color: c.strong } };
    option.tooltip.formatter = function (params) {
      var first = params.find(function (p) { return !p.seriesName.startsWith('interval '); }) || params[0];
      var fraction = first.value[0] / 100;
      return tip(fixed(100 * fraction, 0) + '\u00a0% hidden', arms.map(function (entry) {
        var p = entry.arm.occlusion.points.reduce(function (a, b) {
          return Math.abs(b.fraction - fraction) < Math.abs(a.fraction - fraction) ? b : a;
        });
        return [entry.arm.name, percent(value(p)), interval ? range(interval(p)) : ''];
      }));
    };
    option.series = series;
    return option;
  };
}
add('chart-occlusion-accuracy', occlusion(function (p) { return p.accuracy; }, function (p) { return p.accuracyInterval; }, 'Accuracy (%)'), '<span>bars: 95\u00a0% interval</span>');
add('chart-occlusion-probability', occlusion(function (p) { return p.meanTrueProbability; }, null, 'Mean p(true) (%)'));
