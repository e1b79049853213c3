// ---- training ----
function training(train, validation, yName, scale, decimals) {
  return function (c) {
    var arms = visibleArms();
    var option = base(c);
    var values = [];
    option.series = [];
    arms.forEach(function (entry) {
      var history = entry.arm.history;
      var shared = { color: c.arms[entry.i], symbol: symbol(entry.i), showSymbol: history.length === 1, symbolSize: 5 };
      var pick = function (of) {
        return history.map(function (e) {
          var v = of(e);
          if (v !== null) values.push(scale * v);
          return [e.epoch, v === null ? '-' : scale * v];
        });
      };
      option.series.push(line(entry.arm.name, pick(validation), shared));
      option.series.push(line(entry.arm.name, pick(train), Object.assign({}, shared, { lineStyle: { width: 1.75, type: [5, 4], opacity: 0.85 } })));
      var best = history.find(function (e) { return e.epoch === entry.arm.bestEpoch; });
      if (best && validation(best) !== null) {
        option.series.push({ type: 'scatter', name: 'kept', silent: true, data: [[best.epoch, scale * validation(best)]], symbol: 'circle', symbolSize: 12, z: 4,
          itemStyle: { color: c.card, borderColor: c.arms[entry.i], borderWidth: 2.5, opacity: 1 }, tooltip: { show: false } });
      }
    });
    var epochs = Math.max.apply(null, run.arms.map(function (arm) { return arm.history.length; }));
    option.xAxis = xAxis(c, 'Epoch', { min: 1, max: Math.max(2, epochs), minInterval: 1 });
    option.yAxis = yAxis(c, yName, scale === 100 ? { min: floorOf(values), max: 100 } : { min: 0 });
    atPointer(option, c, function (params) {
      var epoch = params[0].value[0];
      var rows = [];
      arms.forEach(function (entry) {
        var e = entry.arm.history.find(function (h) { return h.epoch === epoch; });
        if (!e) return;
        var unit = scale === 100 ? '\u00a0%' : '';
        [['validation', validation], ['training', train]].forEach(function (of) {
          var v = of[1](e);
          if (v !== null) rows.push([entry.arm.name + ', ' + of[0], fixed(scale * v, decimals) + unit]);
        });
      });
      return tip('Epoch ' + epoch, rows);
    });
    return option;
  };
}
add('chart-loss', training(function (e) { return e.trainLoss; }, function (e) { return e.validationLoss; }, 'Log-loss (nats)', 1, 3), solid);
add('chart-accuracy', training(function (e) { return e.trainAccuracy; }, function (e) { return e.validationAccuracy; }, 'Accuracy (%)', 100, 1), solid);
