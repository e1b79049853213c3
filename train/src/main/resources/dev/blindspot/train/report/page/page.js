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
  closed = Array.from(document.querySelectorAll('details.print:not([open])'));
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

// ---- where the reader is ----
var links = new Map(Array.from(document.querySelectorAll('.contents a')).map(function (a) { return [a.hash.slice(1), a]; }));
var observer = new IntersectionObserver(function (entries) {
  entries.forEach(function (entry) {
    if (!entry.isIntersecting) return;
    links.forEach(function (a) { a.removeAttribute('aria-current'); });
    var link = links.get(entry.target.id);
    if (link) link.setAttribute('aria-current', 'true');
  });
}, { rootMargin: '-15% 0px -75% 0px' });
document.querySelectorAll('main > section').forEach(function (section) { observer.observe(section); });
