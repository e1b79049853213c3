// ---- tables: sort and copy ----
function isSmall(node) { return node.nodeName === 'SMALL'; }
/** A cell's own text without its small print. */
function mainText(cell) {
  var text = '';
  (function walk(node) {
    if (isSmall(node)) return;
    if (node.nodeType === Node.TEXT_NODE) text += node.data;
    node.childNodes.forEach(walk);
  })(cell);
  return text.replace(/[\u2068\u2069]/g, '').replace(/\s+/g, ' ').trim();
}
function smallText(cell) {
  return Array.from(cell.querySelectorAll('small')).map(function (s) { return s.textContent.trim(); }).join(' ');
}
/** A number as programs read it: "1 234" is 1234, "−0.5 %" is -0.5 %, a dash is nothing. */
function plainNumber(text) {
  return text === '–' ? '' : text.replace(/\u2212/g, '-').replace(/(\d)\s(?=\d{3}\b)/g, '$1').replace(/\s%/g, '%');
}
function sortKey(cell) {
  if (!cell) return '';
  if (cell.dataset.value !== undefined) return Number(cell.dataset.value);
  var text = mainText(cell);
  if (!cell.classList.contains('number')) return text;
  var number = parseFloat(plainNumber(text));
  return Number.isNaN(number) ? (text === '–' ? NaN : text) : number;
}
/** Numbers by size, texts by language; what is not defined stays last in both directions. */
function compareKeys(a, b, sign) {
  var noA = a === '' || Number.isNaN(a), noB = b === '' || Number.isNaN(b);
  if (noA || noB) return noA === noB ? 0 : noA ? 1 : -1;
  if (typeof a === 'number' && typeof b === 'number') return sign * (a - b);
  return sign * String(a).localeCompare(String(b), 'en', { numeric: true });
}
function sortTable(table, heading, order) {
  var body = table.tBodies[0];
  var rows = table.rowsInOrder || (table.rowsInOrder = Array.from(body.rows));
  var column = heading.cellIndex;
  var free = rows.filter(function (row) { return !row.classList.contains('total'); });
  if (order !== 'none') {
    free = free.map(function (row) { return { row: row, key: sortKey(row.cells[column]) }; })
      .sort(function (a, b) { return compareKeys(a.key, b.key, order === 'ascending' ? 1 : -1); })
      .map(function (entry) { return entry.row; });
  }
  free.concat(rows.filter(function (row) { return row.classList.contains('total'); }))
    .forEach(function (row) { body.appendChild(row); });
  heading.parentNode.querySelectorAll('th').forEach(function (th) { th.setAttribute('aria-sort', 'none'); });
  heading.setAttribute('aria-sort', order);
  say(order === 'none' ? 'In the first order' : 'Sorted by ' + mainText(heading) + ', ' + order);
}
function nextOrder(heading) {
  var first = heading.classList.contains('number') ? 'descending' : 'ascending';
  var second = first === 'descending' ? 'ascending' : 'descending';
  var now = heading.getAttribute('aria-sort');
  return now === first ? second : now === second ? 'none' : first;
}
document.querySelectorAll('table.sortable').forEach(function (table) {
  if (table.tBodies.length !== 1 || table.tBodies[0].rows.length < 2) return;
  table.tHead.querySelectorAll('th').forEach(function (heading) {
    var button = document.createElement('button');
    button.type = 'button';
    button.className = 'sort';
    button.append.apply(button, heading.childNodes);
    heading.appendChild(button);
    heading.setAttribute('aria-sort', 'none');
    button.addEventListener('click', function () { sortTable(table, heading, nextOrder(heading)); });
  });
});

/** The table as rows of texts, what is hidden left out; small print gets a column of its own. */
function tableRows(table) {
  var rows = Array.from(table.rows).filter(function (row) { return !row.hidden; });
  var split = [];
  rows.forEach(function (row) {
    Array.from(row.cells).forEach(function (cell, k) { split[k] = split[k] || smallText(cell) !== ''; });
  });
  return rows.map(function (row) {
    var texts = [];
    Array.from(row.cells).forEach(function (cell, k) {
      if (cell.hidden) return;
      var text = mainText(cell);
      texts.push(cell.classList.contains('number') ? plainNumber(text) : harmless(text));
      if (split[k]) texts.push(row.parentNode === table.tHead ? text + ', detail' : plainNumber(smallText(cell)));
    });
    return texts;
  });
}
/** A name that a spreadsheet would run as a formula is quoted. */
function harmless(text) { return /^[=+\-@]/.test(text) ? "'" + text : text; }
var FORMATS = {
  TSV: function (rows) { return rows.map(function (row) { return row.join('\t'); }).join('\n'); },
  CSV: function (rows) {
    return rows.map(function (row) {
      return row.map(function (text) { return /[",\n]/.test(text) ? '"' + text.replace(/"/g, '""') + '"' : text; }).join(',');
    }).join('\n');
  }
};
/** By the clipboard's interface, or where a file may not use it, by a selected text. */
function copyText(text) {
  if (navigator.clipboard && window.isSecureContext) {
    return navigator.clipboard.writeText(text).catch(function () { return copySelected(text); });
  }
  return copySelected(text);
}
function copySelected(text) {
  var focused = document.activeElement;
  var area = document.createElement('textarea');
  area.value = text;
  area.style.position = 'fixed';
  document.body.appendChild(area);
  area.select();
  var done = document.execCommand('copy');
  area.remove();
  if (focused) focused.focus();
  return done ? Promise.resolve() : Promise.reject(new Error('the browser does not allow copying'));
}
function copyButton(table, format, name) {
  var button = document.createElement('button');
  button.type = 'button';
  button.className = 'quiet';
  button.dataset.format = format;
  button.textContent = name;
  button.setAttribute('aria-label', 'Copy the numbers as ' + format + ': ' + table.caption.textContent.trim());
  button.addEventListener('click', function () {
    copyText(FORMATS[format](tableRows(table))).then(function () { return 'Copied'; }, function () { return 'Not allowed'; })
      .then(function (said) {
        button.textContent = said;
        say(said);
        button.addEventListener('blur', function () { button.textContent = name; }, { once: true });
      });
  });
  return button;
}
document.querySelectorAll('.table').forEach(function (box) {
  var table = box.querySelector('table');
  var tools = document.createElement('div');
  tools.className = 'copy';
  tools.append(copyButton(table, 'TSV', 'Copy the numbers'), copyButton(table, 'CSV', 'CSV'));
  box.prepend(tools);
});

/** Tables longer than a screen show their first rows; the others are a click away. */
var FIRST_ROWS = 12;
document.querySelectorAll('.table').forEach(function (box) {
  var table = box.querySelector('table');
  if (box.closest('details') || table.tBodies.length !== 1 || table.tBodies[0].rows.length <= FIRST_ROWS + 3) return;
  var button = document.createElement('button');
  button.type = 'button';
  button.className = 'quiet unfold';
  function fold(folded) {
    table.classList.toggle('folded', folded);
    button.setAttribute('aria-expanded', String(!folded));
    button.textContent = folded ? 'Show all ' + table.tBodies[0].rows.length + ' rows' : 'Show the first ' + FIRST_ROWS + ' rows';
  }
  button.addEventListener('click', function () { fold(!table.classList.contains('folded')); });
  fold(true);
  box.append(button);
});
