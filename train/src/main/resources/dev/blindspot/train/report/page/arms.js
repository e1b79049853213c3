// ---- arms: colours, marks, and which are shown ----
var run = results;
var SYMBOLS = ['circle', 'rect', 'triangle', 'diamond'];
var hiddenArms = new Set();
function palette() {
  return Object.assign(inks(), { arms: run.arms.map(function (arm, i) { return colour('--arm-' + i % 8); }) });
}
/** Where colours begin again, marks do not. */
function symbol(arm) { return SYMBOLS[(arm + Math.floor(arm / 8)) % SYMBOLS.length]; }
function symbolSvg(arm) {
  var shapes = {
    circle: '<circle cx="6" cy="6" r="4.6"/>', rect: '<rect x="1.8" y="1.8" width="8.4" height="8.4"/>',
    triangle: '<path d="M6 1 11 10.6H1z"/>', diamond: '<path d="M6 .4 11.6 6 6 11.6.4 6z"/>'
  };
  return '<svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true" fill="var(--arm-' + arm % 8 + ')">'
    + shapes[symbol(arm)] + '</svg>';
}
function visibleArms() {
  return run.arms.map(function (arm, i) { return { arm: arm, i: i }; })
    .filter(function (entry) { return !hiddenArms.has(entry.i); });
}
/** A button that shows or hides an arm; those in legends are for the mouse, the bar's are in the order of the keyboard. */
function armButton(i, place) {
  var button = document.createElement('button');
  button.type = 'button';
  button.dataset.toggle = i;
  button.setAttribute('aria-pressed', 'true');
  button.title = 'Show or hide this arm in all charts and tables';
  if (place === 'legend') button.tabIndex = -1;
  button.innerHTML = symbolSvg(i);
  button.appendChild(document.createElement('bdi')).textContent = run.arms[i].name;
  button.addEventListener('click', function () { toggleArm(i); });
  return button;
}
function armButtons(box, place) {
  run.arms.forEach(function (arm, i) { box.appendChild(armButton(i, place)); });
}
function toggleArm(i) {
  if (!hiddenArms.has(i) && hiddenArms.size === run.arms.length - 1) {
    say('One arm stays: ' + run.arms[i].name);
    return;
  }
  if (hiddenArms.has(i)) hiddenArms.delete(i); else hiddenArms.add(i);
  say(run.arms[i].name + (hiddenArms.has(i) ? ' is hidden' : ' is shown'));
  showArms();
}
function showArms() {
  document.querySelectorAll('[data-toggle]').forEach(function (button) {
    button.setAttribute('aria-pressed', String(!hiddenArms.has(Number(button.dataset.toggle))));
  });
  document.querySelectorAll('[data-arm]').forEach(function (element) {
    element.hidden = hiddenArms.has(Number(element.dataset.arm));
  });
  draw();
}
function fillArmsBar() {
  var bar = document.getElementById('arms-bar');
  if (!bar) return;
  armButtons(bar, 'bar');
  var all = document.createElement('button');
  all.type = 'button';
  all.className = 'arms-all';
  all.textContent = 'Show all';
  all.addEventListener('click', function () { hiddenArms.clear(); say('All arms are shown'); showArms(); });
  bar.appendChild(all);
}
/** A chart with a legend of arms, and more of a key where there is more to say. */
function add(id, build, extra) {
  var entry = addChart(id, build);
  if (!entry) return;
  var legend = entry.box.parentNode.querySelector('.legend');
  armButtons(legend, 'legend');
  if (extra) legend.insertAdjacentHTML('beforeend', extra);
}
fillArmsBar();
