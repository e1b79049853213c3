// Brings the parts together: a change of what is asked is drawn at once and answered by the server.
import { get, post, latest, Latency } from './api.js';
import { Alter } from './alter.js';
import { ClassField } from './classes.js';
import { Compare } from './compare.js';
import { Export } from './export.js';
import { Find } from './find.js';
import { Gallery } from './gallery.js';
import { Maps } from './maps.js';
import { measure } from './measure.js';
import { likeliest, Models } from './models.js';
import { altered, fillAddress, hides, imageAddress, loaded, question } from './request.js';
import { Stage } from './stage.js';
import { Store } from './store.js';
import { Tools } from './tools.js';

const element = id => document.getElementById(id);

function fail(error) {
  element('error').hidden = !error;
  element('error').textContent = error ? error.message : '';
}

// Settings that the page has for this set of images.
function offer(state) {
  document.title = state.title + ' – Blindspot explorer';
  element('title').textContent = state.title;
  state.fills.forEach(fill => element('fill').add(new Option(fill === 'paste' ? 'another image' : fill, fill)));
  element('side').value = Math.max(2, Math.round(Math.min(state.width, state.height) / 6));
  element('step').value = Math.max(2, Math.round(Math.min(state.width, state.height) / 24));
  element('other').max = state.images - 1;
}

function bind(store, state) {
  element('fill').addEventListener('change', event => store.set({ fill: event.target.value }));
  element('mode').addEventListener('change', event => store.set({ mode: event.target.value }));
  element('other').addEventListener('change', event =>
    store.set({ other: Math.max(0, Math.min(state.images - 1, Number(event.target.value) || 0)) }));
  element('measure').addEventListener('click', () =>
    measure(store, state, text => { element('measured').textContent = text; }).catch(fail));
  element('theme').addEventListener('click', () => {
    const root = document.documentElement;
    const dark = root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
    root.dataset.theme = dark ? 'light' : 'dark';
    try { localStorage.setItem('blindspot-theme', root.dataset.theme); } catch (unavailable) { /* only for this page */ }
  });
}

async function start() {
  const state = await get('state');
  offer(state);
  const store = new Store();
  store.now.image = Math.min(store.now.image, state.images - 1);
  const models = new Models(state);
  const maps = new Maps(store, state, models.cards);
  const stage = new Stage(store, state);
  const latency = new Latency();
  const seen = { maps, stage, cards: models.cards, item: null, answers: null, asked: null };
  new Tools(store, stage, state);
  new Alter(store, state);
  new Gallery(store, state, fail);
  new Find(store, state, fail);
  new Export(store, state, seen, fail);
  const target = new ClassField('target', state.classes, {
    first: () => seen.answers ? likeliest(seen.answers) : [], choose: chosen => store.set({ target: chosen })
  });
  target.show(store.now.target);
  store.onChange(now => target.show(now.target));
  const compare = new Compare(store, state, seen, fail);

  const show = latest(async now => {
    try {
      const [item, clean, replacement] = await Promise.all(
        [get('item/' + now.image, altered(now)), loaded(imageAddress(now)), loaded(fillAddress(now))]);
      seen.item = item;
      stage.show(clean, replacement, now.arm ? [] : item.boxes); // an augmentation may move what boxes are about
      maps.clean(clean);
      compare.draw();
      element('drawn').textContent = now.arm && (item.drawn || 'nothing drawn this time');
      const label = item.label >= 0 ? `, labelled ${state.classes[item.label]}` : '';
      element('image-title').textContent = `${item.name}${label}`;
    } catch (error) {
      fail(error);
    }
  });

  let asked = '';
  const ask = latest(async now => {
    try {
      const started = performance.now();
      const answer = await post('predict', question(now));
      if (hides(now)) latency.add(performance.now() - started);
      seen.answers = answer.models;
      seen.asked = now;
      models.show(answer.models, seen.item && seen.item.index === now.image ? seen.item.label : -1);
      compare.draw();
      element('latency').textContent = latency.times.length
        ? `Answered in ${latency.median.toFixed(0)} ms (median of the last ${latency.times.length}, all models)` : '';
      fail(null);
    } catch (error) {
      asked = '';
      fail(error);
    }
    document.documentElement.dataset.answered = String(Number(document.documentElement.dataset.answered || 0) + 1);
  });

  const drawMap = latest(now => maps.load(now).catch(fail));
  let shown = '';
  let mapped = '';
  async function changed(now) {
    element('fill').value = now.fill;
    element('mode').value = now.mode;
    element('other').value = now.other;
    element('other-part').hidden = now.fill !== 'paste';
    const whole = JSON.stringify([now.image, now.fill, now.other, altered(now)]);
    if (whole !== shown) { shown = whole; await show(now); }
    const wanted = JSON.stringify(question(store.now));
    if (wanted === asked) {
      fail(null);
    } else {
      asked = wanted;
      ask(store.now);
    }
    const map = JSON.stringify([now.image, now.method, now.target, altered(now)]);
    if (map !== mapped) { mapped = map; drawMap(now); }
  }
  store.onChange(changed);
  bind(store, state);
  await changed(store.now);
  document.documentElement.dataset.ready = 'true';
}

start().catch(fail);
