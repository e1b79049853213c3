// ---- numbers and texts ----
var root = document.documentElement;
var results = JSON.parse(document.getElementById('results').textContent);
var NARROW = 640;
function escapeHtml(text) {
  return String(text).replace(/[&<>"']/g, function (c) { return '&#' + c.charCodeAt(0) + ';'; });
}
function fixed(value, decimals) {
  return value === null || value === undefined ? '–' : value.toFixed(decimals).replace('-', '−');
}
function percent(share) { return share === null || share === undefined ? '–' : fixed(100 * share, 1) + '\u00a0%'; }
function range(interval) {
  return !interval || interval.low === null ? '' : fixed(100 * interval.low, 1) + ' to ' + fixed(100 * interval.high, 1);
}
function times100(value) { return value === null || value === undefined ? null : 100 * value; }
/** Tells what happened to those who do not see it. */
function say(text) { document.getElementById('said').textContent = text; }
