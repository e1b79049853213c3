// ---- what the charts share ----
var data = results;
/** Points of the line of a response, and how many different values have a point each. */
var PARTS = 8;
var FEW = 10;
function palette() {
  return Object.assign(inks(), { base: colour('--arm-0'), main: colour('--arm-1'), front: colour('--arm-2') });
}
function about(s) {
  return tip(s.name, [['accuracy', percent(s.accuracy)], ['with parts hidden', percent(s.occlusion)], ['values', s.text]]);
}
/** "8" of "8: random-erasing 0.68", for places where the whole name has no room. */
function shortName(s) {
  return s.name.split(':')[0];
}
function mark(c, s) {
  return { color: s.baseline ? c.base : c.main, opacity: 1 };
}
/** Names down the side of a chart; the overflow of long ones as ECharts calls it. */
function names(c, rows, width, overflow) {
  return axis(c, '', {
    type: 'category', data: rows.map(function (row) { return row.name; }), splitLine: { show: false },
    axisLabel: { color: c.ink, fontSize: 12, lineHeight: 14, width: width, overflow: overflow, interval: 0 }
  });
}

/** The name of an axis beside long names: in lines that fit on a telephone. */
function below(c) {
  return { nameTextStyle: { color: c.soft, fontSize: 12, lineHeight: 15, width: 180, overflow: 'break' } };
}

// ---- ranking: a dot with its interval for every setting ----
function ranking(c, width) {
  var rows = data.settings.slice(0, 40).reverse();
  var option = base(c);
  var narrow = width < 560;
  var side = narrow ? 128 : 340;
  option.grid = { left: side, right: 20, top: 10, bottom: 66 };
  option.xAxis = xAxis(c, data.objective + ' (%)', Object.assign({ scale: true }, below(c)));
  option.yAxis = names(c, rows, side - 16, narrow ? 'truncate' : 'break');
  var whiskers = [];
  rows.forEach(function (s, y) {
    if (s.low !== null) whiskers.push([100 * s.low, y], [100 * s.high, y], ['-', '-']);
  });
  option.tooltip.formatter = function (p) { return p.data.setting ? about(p.data.setting) : ''; };
  option.series = [
    { type: 'line', data: whiskers, showSymbol: false, silent: true, lineStyle: { width: 1.5, color: c.strong } },
    { type: 'scatter', symbolSize: 11, data: rows.map(function (s, y) {
      return { value: [100 * s.objective, y], setting: s, symbol: s.baseline ? 'diamond' : 'circle', itemStyle: mark(c, s) };
    }) }
  ];
  return option;
}

// ---- accuracy against robustness ----
function pareto(c) {
  var option = base(c);
  option.xAxis = xAxis(c, 'Accuracy on whole images (%)', { scale: true });
  option.yAxis = yAxis(c, 'Area under the occlusion curve (%)', { scale: true });
  var front = data.settings.filter(function (s) { return s.front; })
    .sort(function (a, b) { return a.accuracy - b.accuracy; });
  option.tooltip.formatter = function (p) { return p.data.setting ? about(p.data.setting) : ''; };
  option.series = [
    { type: 'line', step: 'start', data: front.map(function (s) { return [100 * s.accuracy, 100 * s.occlusion]; }), showSymbol: false,
      silent: true, lineStyle: { width: 2, color: c.front, type: [6, 4] } },
    { type: 'scatter', symbolSize: 12, data: data.settings.map(function (s) {
      return {
        value: [100 * s.accuracy, 100 * s.occlusion], setting: s, symbol: s.baseline ? 'diamond' : 'circle',
        itemStyle: s.front && !s.baseline ? { color: c.front, opacity: 1 } : mark(c, s),
        label: { show: s.front || s.baseline, formatter: shortName(s), position: 'top', color: c.ink, fontSize: 11 }
      };
    }), labelLayout: { hideOverlap: true } }
  ];
  return option;
}

// ---- importance ----
function importance(c) {
  var rows = data.importances.slice().reverse();
  var option = base(c);
  option.grid = { left: 190, right: 30, top: 10, bottom: 46 };
  option.xAxis = xAxis(c, 'Fall of R²', { min: 0 });
  option.yAxis = names(c, rows, 176, 'truncate');
  option.tooltip.formatter = function (p) { return tip(rows[p.dataIndex].name, [['fall of R²', fixed(rows[p.dataIndex].share, 3)]]); };
  option.series = [{ type: 'bar', barMaxWidth: 22, itemStyle: { color: c.main, borderRadius: [0, 4, 4, 0] }, data: rows.map(function (r) { return r.share; }) }];
  return option;
}

// ---- parallel coordinates: one line per setting, one axis below the other ----
function number(v) {
  return v !== 0 && Math.abs(v) < 0.01 ? v.toExponential(1) : String(Number(v.toPrecision(3)));
}
var searched = data.settings.filter(function (s) { return !s.baseline; });
function inWords(k) {
  var s = searched[k];
  return s.name + ': ' + percent(s.objective) + ' (' + s.text + ')';
}
/** How many letters of a small label fit. */
function lettersIn(width) {
  return Math.max(6, Math.floor(width / 7));
}
/** A value of a choice: what is left out, or taken with its own defaults, in a word. */
function choice(most) {
  return function (v) {
    var word = { 'null': 'without', '{}': 'with' }[v] || String(v);
    return word.length > most ? word.slice(0, most - 1) + '…' : word;
  };
}
function parallel(c, width) {
  var settings = searched;
  var narrow = width < 560;
  var side = narrow ? 118 : 190;
  var option = base(c);
  delete option.grid;
  var values = settings.map(function (s) { return 100 * s.objective; });
  option.parallelAxis = data.parameters.map(function (p, i) {
    var words = p.categories.length > 0;
    return Object.assign({
      dim: i, name: narrow ? p.name.replace(/\./g, '.\n') : p.name, type: words ? 'category' : p.logarithmic ? 'log' : 'value', scale: true, splitNumber: narrow ? 3 : 5,
      axisLabel: { color: c.soft, fontSize: 11, interval: 0, hideOverlap: true, formatter: words ? choice(lettersIn((width - side) / p.categories.length)) : number }
    }, words ? { data: p.categories } : {});
  });
  option.parallelAxis.push({
    dim: data.parameters.length, name: 'objective (%)', type: 'value', scale: true, splitNumber: narrow ? 3 : 5,
    axisLabel: { color: c.ink, fontSize: 11, hideOverlap: true }
  });
  option.parallel = {
    layout: 'vertical', left: side, right: 24, top: 14, bottom: 34,
    parallelAxisDefault: {
      nameLocation: 'start', nameGap: 12, nameTextStyle: { color: c.ink, fontSize: narrow ? 11 : 12, width: side - 16, overflow: 'truncate' },
      axisLine: { lineStyle: { color: c.strong } }, axisTick: { show: false }, splitLine: { show: false }
    }
  };
  option.visualMap = {
    show: false, dimension: data.parameters.length, min: Math.min.apply(null, values), max: Math.max.apply(null, values),
    inRange: { color: [c.line, c.main] }
  };
  option.tooltip.formatter = function (p) { return about(settings[p.dataIndex]); };
  option.series = [{
    type: 'parallel', smooth: 0.05, lineStyle: { width: 2, opacity: 0.85 }, emphasis: { lineStyle: { width: 4, opacity: 1 } },
    data: settings.map(function (s, row) {
      return s.values.map(function (v, i) {
        if (v === null) return null; // '-' is a word: the whole line of a choice that counts only elsewhere would be gone
        return data.parameters[i].categories.length > 0 ? data.parameters[i].categories[v] : v;
      }).concat([values[row]]);
    })
  }];
  return option;
}

// ---- response: the objective over one parameter ----
function middle(list) {
  var sorted = list.slice().sort(function (a, b) { return a - b; });
  var half = sorted.length >> 1;
  return sorted.length % 2 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}
/** Medians where few values are tried, otherwise of equally many neighbouring settings: where the cloud goes, without a model. */
function trend(points) {
  var values = Array.from(new Set(points.map(function (p) { return p[0]; }))).sort(function (a, b) { return a - b; });
  if (values.length <= FEW && values.length < points.length) {
    return values.map(function (v) {
      return [v, middle(points.filter(function (p) { return p[0] === v; }).map(function (p) { return p[1]; }))];
    });
  }
  var sorted = points.slice().sort(function (a, b) { return a[0] - b[0]; });
  var parts = Math.min(PARTS, Math.floor(sorted.length / 3));
  if (parts < 2) return [];
  var line = [];
  for (var i = 0; i < parts; i++) {
    var part = sorted.slice(Math.round(i * sorted.length / parts), Math.round((i + 1) * sorted.length / parts));
    line.push([middle(part.map(function (p) { return p[0]; })), middle(part.map(function (p) { return p[1]; }))]);
  }
  return line;
}
function response(i) {
  return function (c, width) {
    var p = data.parameters[i];
    var words = p.categories.length > 0;
    var option = base(c);
    var own = data.settings.filter(function (s) { return !s.baseline && s.values[i] !== null; });
    var points = own.map(function (s) { return [s.values[i], 100 * s.objective]; });
    option.xAxis = xAxis(c, p.name, words
      ? { type: 'category', data: p.categories, axisLabel: { color: c.soft, fontSize: 11, interval: 0, formatter: choice(lettersIn((width - 80) / p.categories.length)) } }
      : { type: p.logarithmic ? 'log' : 'value', scale: true, axisLabel: { color: c.soft, fontSize: 11, hideOverlap: true, formatter: number } });
    option.yAxis = yAxis(c, data.objective + ' (%)', { scale: true });
    option.tooltip.formatter = function (q) { return q.data.setting ? about(q.data.setting) : ''; };
    var line = words
      ? p.categories.map(function (name, k) {
        var values = points.filter(function (q) { return q[0] === k; }).map(function (q) { return q[1]; });
        return values.length ? [k, middle(values)] : null;
      }).filter(Boolean)
      : trend(points);
    option.series = [
      words
        ? { type: 'scatter', symbol: 'rect', symbolSize: [46, 3], silent: true, itemStyle: { color: c.front, opacity: 1 }, data: line, z: 4 }
        : { type: 'line', data: line, showSymbol: false, silent: true, lineStyle: { width: 2.5, color: c.front }, z: 4 },
      { type: 'scatter', symbolSize: 9, itemStyle: { color: c.main, opacity: 0.75 }, data: own.map(function (s, k) {
        return { value: points[k], setting: s };
      }) }
    ];
    return option;
  };
}

// ---- drawing ----
function add(id, build, rem, tell) {
  var box = document.getElementById(id);
  if (box && rem) box.style.height = rem + 'rem';
  addChart(id, build, tell);
}
add('chart-ranking', ranking, Math.max(9, 5 + 2 * Math.min(40, data.settings.length)));
add('chart-pareto', pareto);
add('chart-importance', importance, Math.max(8, 4 + 2 * data.importances.length));
add('chart-parallel', parallel, 6 + 3 * data.parameters.length, inWords);
data.parameters.forEach(function (p, i) { add('chart-response-' + i, response(i)); });
