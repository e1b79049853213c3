(function () {
  'use strict';
  var root = document.documentElement;
  var run = JSON.parse(document.getElementById('results').textContent);
  var SYMBOLS = ['circle', 'rect', 'triangle', 'diamond'];
  var NARROW = 640;
  var hiddenArms = new Set();
  var charts = [];

  // ---- small helpers ----
  function escapeHtml(text) {
    return String(text).replace(/[&<>"']/g, function (c) { return '&#' + c.charCodeAt(0) + ';'; });
  }
  function fixed(value, decimals) {
    return value === null || value === undefined ? '–' : value.toFixed(decimals).replace('-', '−');
  }
  function percent(share) { return share === null ? '–' : fixed(100 * share, 1) + '\u00a0%'; }
  function range(interval) {
    return interval.low === null ? '' : fixed(100 * interval.low, 1) + ' to ' + fixed(100 * interval.high, 1);
  }
  function times100(value) { return value === null ? null : 100 * value; }

  /** The colour of a CSS variable as the current theme resolves it. */
  function colour(variable) {
    var probe = document.createElement('span');
    probe.style.color = 'var(' + variable + ')';
    document.body.appendChild(probe);
    var value = getComputedStyle(probe).color;
    probe.remove();
    return value;
  }
  function palette() {
    return {
      ink: colour('--ink'), soft: colour('--soft'), line: colour('--line'), strong: colour('--line-strong'),
      card: colour('--card'),
      arms: run.arms.map(function (arm, i) { return colour('--arm-' + i % 8); })
    };
  }
  function symbol(arm) { return SYMBOLS[arm % SYMBOLS.length]; }
  function symbolSvg(arm) {
    var shapes = {
      circle: '<circle cx="6" cy="6" r="4.6"/>', rect: '<rect x="1.8" y="1.8" width="8.4" height="8.4"/>',
      triangle: '<path d="M6 1 11 10.6H1z"/>', diamond: '<path d="M6 .4 11.6 6 6 11.6.4 6z"/>'
    };
    return '<svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true" fill="var(--arm-' + arm % 8 + ')">'
      + shapes[symbol(arm)] + '</svg>';
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
  function visibleArms() {
    return run.arms.map(function (arm, i) { return { arm: arm, i: i }; })
      .filter(function (entry) { return !hiddenArms.has(entry.i); });
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
            itemStyle: { color: c.card, borderColor: c.arms[entry.i], borderWidth: 2.5 }, tooltip: { show: false } });
        }
      });
      var epochs = Math.max.apply(null, run.arms.map(function (arm) { return arm.history.length; }));
      option.xAxis = xAxis(c, 'Epoch', { min: 1, max: Math.max(2, epochs), minInterval: 1 });
      option.yAxis = yAxis(c, yName, scale === 100 ? { min: floorOf(values), max: 100 } : { min: 0 });
      option.tooltip.trigger = 'axis';
      option.tooltip.axisPointer = { type: 'line', lineStyle: { color: c.strong } };
      option.tooltip.formatter = function (params) {
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
      };
      return option;
    };
  }

  // ---- what it looks at ----
  function cueRows() {
    var rows = [];
    run.arms.forEach(function (arm, i) {
      arm.maps.forEach(function (maps) {
        maps.cues.forEach(function (cue) {
          var row = rows.find(function (r) { return r.method === maps.method && r.cue === cue.name; });
          if (!row) rows.push(row = { method: maps.method, cue: cue.name, area: cue.areaShare, shares: [] });
          row.shares[i] = cue;
        });
      });
    });
    return rows.reverse();
  }
  function cues(c, width) {
    var rows = cueRows();
    var arms = visibleArms();
    var option = base(c);
    var narrow = width < NARROW;
    var spread = Math.min(0.22, 0.6 / run.arms.length);
    var at = function (row, arm) { return row + ((run.arms.length - 1) / 2 - arm) * spread; };
    var marks = [];
    rows.forEach(function (row, y) { marks.push([100 * row.area, y - 0.36], [100 * row.area, y + 0.36], ['-', '-']); });
    option.series = [{ type: 'line', name: 'area', data: marks, showSymbol: false, silent: true, z: 1, lineStyle: { color: c.strong, width: 4, type: 'solid' } }];
    arms.forEach(function (entry) {
      var known = [];
      rows.forEach(function (row, y) { if (row.shares[entry.i]) known.push([row.shares[entry.i], y, row]); });
      option.series.push(whiskers(known.filter(function (k) { return k[0].interval.low !== null; }).map(function (k) {
        return [[100 * k[0].interval.low, at(k[1], entry.i)], [100 * k[0].interval.high, at(k[1], entry.i)]];
      }), c, entry.i));
      option.series.push({
        type: 'scatter', name: entry.arm.name, symbol: symbol(entry.i), symbolSize: 11, z: 4, itemStyle: { color: c.arms[entry.i] },
        data: known.filter(function (k) { return k[0].massShare !== null; }).map(function (k) {
          return { value: [100 * k[0].massShare, at(k[1], entry.i)], share: k[0], row: k[2] };
        })
      });
    });
    option.grid = { left: narrow ? 96 : 190, right: 20, top: 12, bottom: 46 };
    option.xAxis = xAxis(c, narrow ? 'Share of the map (%)' : 'Share of the map\u2019s positive mass (%)', { min: 0, splitLine: { show: true, lineStyle: { color: c.line } } });
    option.yAxis = axis(c, '', {
      min: -1, max: rows.length, interval: 1, splitLine: { show: false }, axisLine: { show: false },
      axisLabel: {
        color: c.ink, fontSize: 12.5, width: narrow ? 84 : 176, overflow: 'truncate', interval: 0, hideOverlap: false, lineHeight: 16,
        formatter: function (v) {
          var row = rows[v];
          return row ? row.cue + (narrow ? '\n' : ', ') + row.method : '';
        }
      }
    });
    option.tooltip.trigger = 'item';
    option.tooltip.formatter = function (p) {
      if (!p.data.share) return '';
      return tip(p.data.row.cue + ', ' + p.data.row.method, [
        [p.seriesName, percent(p.data.share.massShare), range(p.data.share.interval)],
        ['share of the area', percent(p.data.row.area)],
        ['pictures', String(p.data.share.images)]
      ]);
    };
    return option;
  }

  // ---- drawing ----
  function legend(box, extra, redraw) {
    run.arms.forEach(function (arm, i) {
      var button = document.createElement('button');
      button.type = 'button';
      button.setAttribute('aria-pressed', String(!hiddenArms.has(i)));
      button.dataset.arm = i;
      button.title = 'Show or hide this arm in all charts';
      button.innerHTML = symbolSvg(i);
      button.appendChild(document.createTextNode(arm.name));
      button.addEventListener('click', function () { redraw(i); });
      box.appendChild(button);
    });
    if (extra) box.insertAdjacentHTML('beforeend', extra);
  }
  function toggle(arm) {
    if (hiddenArms.has(arm)) hiddenArms.delete(arm); else hiddenArms.add(arm);
    document.querySelectorAll('.legend button').forEach(function (button) {
      button.setAttribute('aria-pressed', String(!hiddenArms.has(Number(button.dataset.arm))));
    });
    draw();
  }
  function add(id, build, extra) {
    var box = document.getElementById(id);
    if (!box) return;
    if (id === 'chart-cues') box.style.height = 'calc(5.5rem + ' + (cueRows().length * Math.max(3, 1.2 * run.arms.length)) + 'rem)';
    legend(box.parentNode.querySelector('.legend'), extra, toggle);
    charts.push({ box: box, build: build, chart: echarts.init(box, null, { renderer: 'svg' }) });
  }
  function draw() {
    var c = palette();
    charts.forEach(function (entry) {
      entry.chart.resize();
      entry.chart.setOption(entry.build(c, entry.box.clientWidth), true);
    });
    measure();
  }
  /** What a test asks: how many charts are drawn, and whether the page is wider than the window. */
  function measure() {
    root.dataset.chartsExpected = String(document.querySelectorAll('.canvas').length);
    root.dataset.charts = String(charts.filter(function (entry) {
      return entry.box.querySelectorAll('svg path').length > 0;
    }).length);
    root.dataset.overflow = String(Math.max(0, root.scrollWidth - window.innerWidth));
  }

  var solid = '<span><svg width="26" height="8" aria-hidden="true" stroke="currentColor"><path d="M0 4h26" stroke-width="2.5"/></svg>validation</span>'
    + '<span><svg width="26" height="8" aria-hidden="true" stroke="currentColor"><path d="M0 4h26" stroke-width="1.75" stroke-dasharray="5 4"/></svg>training</span>';
  var area = '<span><svg width="6" height="14" aria-hidden="true"><path d="M3 0v14" stroke="var(--line-strong)" stroke-width="4"/></svg>share of the area</span>';
  add('chart-occlusion-accuracy', occlusion(function (p) { return p.accuracy; }, function (p) { return p.accuracyInterval; }, 'Accuracy (%)'), '<span>bars: 95\u00a0% interval</span>');
  add('chart-occlusion-probability', occlusion(function (p) { return p.meanTrueProbability; }, null, 'Mean p(true) (%)'));
  add('chart-loss', training(function (e) { return e.trainLoss; }, function (e) { return e.validationLoss; }, 'Log-loss (nats)', 1, 3), solid);
  add('chart-accuracy', training(function (e) { return e.trainAccuracy; }, function (e) { return e.validationAccuracy; }, 'Accuracy (%)', 100, 1), solid);
  add('chart-cues', cues, area);
  draw();

  // ---- theme, size, print ----
  var system = window.matchMedia('(prefers-color-scheme: dark)');
  var themeButton = document.getElementById('theme');
  function isDark() { return (root.dataset.theme || (system.matches ? 'dark' : 'light')) === 'dark'; }
  function nameTheme() { document.getElementById('theme-name').textContent = isDark() ? 'Dark' : 'Light'; }
  themeButton.addEventListener('click', function () {
    root.dataset.theme = isDark() ? 'light' : 'dark';
    try { localStorage.setItem('blindspot-theme', root.dataset.theme); } catch (unavailable) { /* not remembered */ }
    nameTheme();
    draw();
  });
  system.addEventListener('change', function () { nameTheme(); draw(); });
  nameTheme();
  var pending = 0;
  window.addEventListener('resize', function () {
    cancelAnimationFrame(pending);
    pending = requestAnimationFrame(draw);
  });
  var closed = [];
  window.addEventListener('beforeprint', function () {
    closed = Array.from(document.querySelectorAll('details:not([open])'));
    closed.forEach(function (element) { element.open = true; });
  });
  window.matchMedia('print').addEventListener('change', function (print) {
    // the print style is in force only now: colours and widths are the paper's
    if (print.matches) draw();
  });
  window.addEventListener('afterprint', function () {
    closed.forEach(function (element) { element.open = false; });
    draw();
  });

  // ---- copy a table as tab-separated text ----
  function cellText(cell) {
    return Array.from(cell.childNodes).map(function (node) { return node.textContent.trim(); })
      .filter(Boolean).join(' ').replace(/\s+/g, ' ');
  }
  function tableText(table) {
    return Array.from(table.rows).map(function (row) { return Array.from(row.cells).map(cellText).join('\t'); }).join('\n');
  }
  function copyText(text) {
    if (navigator.clipboard && window.isSecureContext) return navigator.clipboard.writeText(text);
    var area = document.createElement('textarea');
    area.value = text;
    document.body.appendChild(area);
    area.select();
    var done = document.execCommand('copy');
    area.remove();
    return done ? Promise.resolve() : Promise.reject(new Error('the browser does not allow copying'));
  }
  document.querySelectorAll('.table').forEach(function (box) {
    var table = box.querySelector('table');
    var button = document.createElement('button');
    button.type = 'button';
    button.className = 'quiet copy';
    button.textContent = 'Copy';
    button.setAttribute('aria-label', 'Copy this table: ' + table.caption.textContent.trim());
    button.addEventListener('click', function () {
      copyText(tableText(table)).then(function () { button.textContent = 'Copied'; }, function () { button.textContent = 'Not allowed'; });
    });
    box.appendChild(button);
  });

  // ---- where the reader is ----
  var links = new Map(Array.from(document.querySelectorAll('.contents a')).map(function (a) { return [a.hash.slice(1), a]; }));
  var observer = new IntersectionObserver(function (entries) {
    entries.forEach(function (entry) {
      if (!entry.isIntersecting) return;
      links.forEach(function (a) { a.removeAttribute('aria-current'); });
      links.get(entry.target.id).setAttribute('aria-current', 'true');
    });
  }, { rootMargin: '-15% 0px -75% 0px' });
  document.querySelectorAll('main > section').forEach(function (section) { observer.observe(section); });
})();
