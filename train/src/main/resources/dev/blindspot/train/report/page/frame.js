var charts = [];
// ---- colours ----
/** The colour of a CSS variable as the current theme resolves it. */
function colour(variable) {
  var probe = document.createElement('span');
  probe.style.color = 'var(' + variable + ')';
  document.body.appendChild(probe);
  var value = getComputedStyle(probe).color;
  probe.remove();
  return value;
}
/** What every palette() has; a page adds the colours of its own charts. */
function inks() {
  return {
    ink: colour('--ink'), soft: colour('--soft'), line: colour('--line'), strong: colour('--line-strong'),
    card: colour('--card')
  };
}
// ---- parts of charts ----
function axis(c, name, more) {
  return Object.assign({
    type: 'value', name: name,
    nameTextStyle: { color: c.soft, fontSize: 12 },
    axisLabel: { color: c.soft, fontSize: 12, hideOverlap: true },
    axisLine: { show: true, onZero: false, lineStyle: { color: c.strong } },
    axisTick: { show: false },
    splitLine: { lineStyle: { color: c.line } }
  }, more);
}
function xAxis(c, name, more) {
  return axis(c, name, Object.assign({ nameLocation: 'middle', nameGap: 28, splitLine: { show: false } }, more));
}
/* Per cent of 0 to `last` (a fraction), with room for shifted intervals on both sides. */
function percentAxis(c, name, last) {
  return xAxis(c, name, {
    min: -2, max: 2 * Math.ceil(50 * last) + 2, interval: 2,
    axisLabel: {
      color: c.soft, fontSize: 12, interval: 0,
      formatter: function (v) { return v >= 0 && v % 10 === 0 ? v : ''; }
    }
  });
}
function yAxis(c, name, more) {
  return axis(c, name, Object.assign({
    nameLocation: 'end', nameGap: 12, nameTextStyle: { color: c.soft, fontSize: 12, align: 'left', padding: [0, 0, 0, -34] },
    axisLine: { show: false }
  }, more));
}
function base(c) {
  return {
    animation: false,
    textStyle: { fontFamily: getComputedStyle(document.body).fontFamily },
    grid: { left: 44, right: 16, top: 34, bottom: 46 },
    tooltip: {
      confine: true, backgroundColor: c.card, borderColor: c.strong, borderWidth: 1, padding: [8, 12],
      textStyle: { color: c.ink }, extraCssText: 'box-shadow:0 4px 16px rgba(0,0,0,.16);border-radius:8px'
    }
  };
}
function tip(title, rows) {
  return '<div class="tip"><b>' + escapeHtml(title) + '</b>' + rows.map(function (row) {
    return '<div class="tip-row"><span class="tip-name">' + escapeHtml(row[0]) + '</span><span><b>'
      + escapeHtml(row[1]) + '</b>' + (row[2] ? ' <span class="tip-soft">' + escapeHtml(row[2]) + '</span>' : '')
      + '</span></div>';
  }).join('') + '</div>';
}
function line(name, data, more) {
  return Object.assign({ type: 'line', name: name, data: data, symbolSize: 8, lineStyle: { width: 2.5 }, z: 3 }, more);
}
/** Intervals as one line with gaps; each is [x1, y1] to [x2, y2]. */
function whiskers(segments, c, arm, more) {
  var data = [];
  segments.forEach(function (s) { data.push(s[0], s[1], ['-', '-']); });
  return Object.assign({
    type: 'line', name: 'interval ' + arm, data: data, showSymbol: false, silent: true,
    lineStyle: { width: 1.5, opacity: 0.65, color: c.arms[arm], type: 'solid' }, z: 2, tooltip: { show: false }
  }, more);
}
/** The lower end of an axis in percent: the next ten below the smallest value. */
function floorOf(values) {
  var least = Math.min.apply(null, values.filter(function (v) { return v !== null && v !== undefined; }));
  return Number.isFinite(least) ? Math.max(0, Math.floor((least - 1) / 10) * 10) : 0;
}

/** The key of solid and dashed lines. */
var solid = '<span><svg width="26" height="8" aria-hidden="true" stroke="currentColor"><path d="M0 4h26" stroke-width="2.5"/></svg>validation</span>'
  + '<span><svg width="26" height="8" aria-hidden="true" stroke="currentColor"><path d="M0 4h26" stroke-width="1.75" stroke-dasharray="5 4"/></svg>training</span>';

// ---- drawing ----
/**
 * Puts a chart into the box of that id, when the page has one. build(colours, width) gives ECharts' option; tell(k) is for
 * charts where ECharts cannot place a tip by itself: it gives the words for the k-th datum.
 */
function addChart(id, build, tell) {
  var box = document.getElementById(id);
  if (!box) return null;
  var entry = { box: box, build: build, tell: tell, chart: echarts.init(box, null, { renderer: 'svg' }) };
  charts.push(entry);
  readByKeys(entry);
  return entry;
}
function draw() {
  var c = palette();
  charts.forEach(function (entry) {
    entry.chart.resize();
    entry.at = -1;
    entry.chart.setOption(entry.build(c, entry.box.clientWidth), true);
  });
  measure();
}
/** The arrow keys walk through the values of a chart as the mouse does. */
function readByKeys(entry) {
  entry.box.tabIndex = 0;
  entry.box.setAttribute('aria-label', entry.box.getAttribute('aria-label') + ' The arrow keys read the values.');
  entry.box.addEventListener('keydown', function (event) {
    var step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (event.key === 'Escape') entry.chart.dispatchAction({ type: 'hideTip' });
    if (!step) return;
    event.preventDefault();
    var points = readable(entry.chart.getOption());
    if (!points.length) return;
    entry.at = (entry.at + step + (entry.at < 0 && step < 0 ? 1 : 0) + points.length) % points.length;
    if (entry.tell) {
      tellAbout(entry, points[entry.at]);
      return;
    }
    entry.chart.dispatchAction(Object.assign({ type: 'showTip' }, points[entry.at]));
    var tip = entry.box.querySelector('.tip');
    if (tip) say(Array.from(tip.children).map(function (row) { return row.textContent; }).join('; '));
  });
  entry.box.addEventListener('blur', function () {
    entry.chart.dispatchAction({ type: 'hideTip' });
    if (entry.tell) tellAbout(entry, null);
  });
}
/** Lifts a datum out and writes its words above the chart; null: none. */
function tellAbout(entry, point) {
  entry.chart.dispatchAction({ type: 'downplay', seriesIndex: 0 });
  var words = point ? entry.tell(point.dataIndex) : '';
  if (point) entry.chart.dispatchAction(Object.assign({ type: 'highlight' }, point));
  entry.box.parentNode.querySelector('.legend').textContent = words;
  if (words) say(words);
}
/** The points that the keys walk through: of the first line where one tip speaks of all arms, else of every series. */
function readable(option) {
  var speaking = option.series.map(function (s, i) { return { s: s, i: i }; }).filter(function (e) { return !e.s.silent; });
  if (option.tooltip[0].trigger === 'axis') speaking = speaking.slice(0, 1);
  var points = [];
  speaking.forEach(function (e) {
    e.s.data.forEach(function (value, k) { points.push({ seriesIndex: e.i, dataIndex: k }); });
  });
  return points;
}
/** What a test asks: how many charts are drawn, and whether the page is wider than the window. */
function measure() {
  root.dataset.chartsExpected = String(document.querySelectorAll('.canvas').length);
  root.dataset.charts = String(charts.filter(function (entry) {
    return entry.box.querySelectorAll('svg path').length > 0;
  }).length);
  root.dataset.overflow = String(Math.max(0, root.scrollWidth - window.innerWidth));
}
