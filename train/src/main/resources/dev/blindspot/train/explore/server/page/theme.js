// Runs before anything is drawn: applies the chosen theme, and counts errors, which tests see.
(function () {
  'use strict';
  const root = document.documentElement;
  root.dataset.errors = '0';
  function failed(text) {
    root.dataset.errors = String(Number(root.dataset.errors) + 1);
    root.dataset.lastError = text;
  }
  addEventListener('error', event => failed(event.message || 'resource'), true);
  addEventListener('unhandledrejection', event => failed(String(event.reason)));
  document.addEventListener('securitypolicyviolation', event => failed('policy: ' + event.violatedDirective));
  try {
    const theme = localStorage.getItem('blindspot-theme');
    if (theme === 'light' || theme === 'dark') root.dataset.theme = theme;
  } catch (unavailable) {
    // storage is blocked: the system's theme is used
  }
})();
