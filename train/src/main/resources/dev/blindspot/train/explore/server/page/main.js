// Brings the parts together: a change of what is asked is drawn at once and answered by the server.
import { get, post, latest, Latency } from './api.js';
import { Store } from './store.js';
import { Gallery } from './gallery.js';
import { Editor } from './editor.js';
import { Models } from './models.js';
import { Maps } from './maps.js';
import { Find } from './find.js';
import { Export } from './export.js';

const element = id => document.getElementById(id);

function fail(error) {
  element('error').hidden = !error;
  element('error').textContent = error ? error.message : '';
}

function loaded(source) {
  return new Promise((resolve, reject) => {
    const image = new Image();
    image.addEventListener('load', () => resolve(image));
    image.addEventListener('error', () => reject(new Error('the image cannot be shown')));
    image.src = source;
  });
}

async function start() {
  const state = await get('state');
  document.title = state.title + ' – Blindspot explorer';
  element('title').textContent = state.title;
  state.fills.forEach(fill => element('fill').add(new Option(fill === 'paste' ? 'another image' : fill, fill)));
  element('side').value = Math.max(2, Math.round(Math.min(state.width, state.height) / 6));
  element('step').value = Math.max(2, Math.round(Math.min(state.width, state.height) / 24));
  element('other').max = state.images - 1;

  const store = new Store();
  store.now.image = Math.min(store.now.image, state.images - 1);
  const models = new Models(state);
  const maps = new Maps(store, state, models.cards);
  const editor = new Editor(store, state);
  const latency = new Latency();
  const seen = { maps, cards: models.cards, item: null, answers: null };
  new Gallery(store, state);
  new Find(store, state, fail);
  new Export(store, state, seen, fail);

  const show = latest(async now => {
    try {
      seen.item = await get('item/' + now.image);
      const clean = await loaded('api/image/' + now.image);
      const fill = new URLSearchParams({ fill: now.fill, other: now.other });
      editor.show(clean, await loaded(`api/fill/${now.image}?${fill}`));
      maps.clean(clean);
      const label = seen.item.label >= 0 ? `, labelled ${state.classes[seen.item.label]}` : '';
      element('image-title').textContent = `${seen.item.name}${label}`;
    } catch (error) {
      fail(error);
    }
  });

  const ask = latest(async now => {
    try {
      const started = performance.now();
      const { image, rectangles, mode, fill, other } = now;
      const answer = await post('predict', { image, rectangles, mode, fill, other });
      if (rectangles.length) latency.add(performance.now() - started);
      seen.answers = answer.models;
      models.show(answer.models, seen.item && seen.item.index === image ? seen.item.label : -1);
      element('latency').textContent = latency.times.length
        ? `Answered in ${latency.median.toFixed(0)} ms (median of the last ${latency.times.length}, all models)` : '';
      fail(null);
    } catch (error) {
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
    const pictured = [now.image, now.fill, now.other].join();
    if (pictured !== shown) { shown = pictured; await show(now); }
    ask(store.now);
    const map = [now.image, now.method, now.target].join();
    if (map !== mapped) { mapped = map; drawMap(now); }
  }
  store.onChange(changed);
  element('fill').addEventListener('change', event => store.set({ fill: event.target.value }));
  element('mode').addEventListener('change', event => store.set({ mode: event.target.value }));
  element('other').addEventListener('change', event =>
    store.set({ other: Math.max(0, Math.min(state.images - 1, Number(event.target.value) || 0)) }));
  element('theme').addEventListener('click', () => {
    const root = document.documentElement;
    const dark = root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
    root.dataset.theme = dark ? 'light' : 'dark';
    try { localStorage.setItem('blindspot-theme', root.dataset.theme); } catch (unavailable) { /* only for this page */ }
  });
  await changed(store.now);
  document.documentElement.dataset.ready = 'true';
}

start().catch(fail);
