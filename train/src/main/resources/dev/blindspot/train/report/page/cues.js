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
      type: 'scatter', name: entry.arm.name, symbol: symbol(entry.i), symbolSize: 11, z: 4, itemStyle: { color: c.arms[entry.i], opacity: 1 },
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
      ['images', String(p.data.share.images)]
    ]);
  };
  return option;
}
var area = '<span><svg width="6" height="14" aria-hidden="true"><path d="M3 0v14" stroke="var(--line-strong)" stroke-width="4"/></svg>share of the area</span>';
var cuesBox = document.getElementById('chart-cues');
if (cuesBox) cuesBox.style.height = 'calc(5.5rem + ' + (cueRows().length * Math.max(3, 1.2 * run.arms.length)) + 'rem)';
add('chart-cues', cues, area);
