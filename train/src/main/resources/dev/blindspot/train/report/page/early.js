// Runs before anything is drawn: counts errors (tests and readers of the page source see them), applies the theme.
(function () {
  var root = document.documentElement;
  root.dataset.errors = '0';
  function failed(text) {
    root.dataset.errors = String(Number(root.dataset.errors) + 1);
    root.dataset.lastError = text;
  }
  window.addEventListener('error', function (event) { failed(event.message || 'resource'); }, true);
  window.addEventListener('unhandledrejection', function (event) { failed(String(event.reason)); });
  document.addEventListener('securitypolicyviolation', function (event) { failed('policy: ' + event.violatedDirective); });
  var log = console.error;
  console.error = function () {
    failed(Array.prototype.join.call(arguments, ' '));
    log.apply(console, arguments);
  };
  try {
    var theme = localStorage.getItem('blindspot-theme');
    if (theme === 'light' || theme === 'dark') root.dataset.theme = theme;
  } catch (unavailable) {
    // storage is blocked for some files: the system's theme is used
  }
})();
