// Searches: started, watched, cancelled. Asking for progress now and then needs no connection that is held open.
import { get, post } from './api.js';
import { button } from './table.js';
import { Found } from './found.js';
import { question } from './request.js';

const WAIT_MS = 200;

export class Find {
  constructor(store, state, fail) {
    this.store = store;
    this.found = new Found(store, state);
    this.id = 0;
    document.querySelectorAll('[data-find]').forEach(one =>
      one.addEventListener('click', () => this.start(one.dataset.find).catch(fail)));
    document.getElementById('cancel').addEventListener('click', () => post('cancel', { id: this.id }).catch(fail));
    const side = Math.min(state.width, state.height);
    document.getElementById('step').max = side;
    document.getElementById('side').max = side;
    document.getElementById('suspects-part').hidden = !state.suspects.length;
    document.getElementById('suspects').append(...state.suspects.map(suspect =>
      button(`${suspect.arm}, ${state.classes[suspect.label]}: ${suspect.where}`, () => this.found.hide(suspect.window))));
    store.onChange(now => this.enable(now));
    this.enable(store.now);
  }

  // Tests of one rectangle need just one.
  enable({ rectangles, cells, mode }) {
    const one = rectangles.length === 1 && !cells && mode === 'hide';
    document.querySelectorAll('[data-needs=one]').forEach(made => { made.disabled = !one; });
    document.querySelectorAll('[data-needs=any]').forEach(made => { made.disabled = !rectangles.length && !cells; });
  }

  async start(kind) {
    const { target } = this.store.now;
    const pixels = id => Number(document.getElementById(id).value);
    const asked = await post('find', { kind, class: target, step: pixels('step'), side: pixels('side'), ...question(this.store.now) });
    this.id = asked.id;
    this.running(true);
    try {
      const told = await this.ended(asked);
      if (told.state === 'failed') throw new Error(told.message);
      document.getElementById('found').replaceChildren(
        ...(told.state === 'cancelled' ? ['cancelled'] : this.found.show(kind, told.result, target)));
    } finally {
      if (this.id === asked.id) this.running(false);
    }
  }

  async ended(asked) {
    let told = asked;
    while (told.state === 'running') {
      await new Promise(resolve => setTimeout(resolve, WAIT_MS));
      if (this.id !== asked.id) return { ...told, state: 'cancelled' }; // a newer one took its place
      told = await get('found', { id: asked.id });
      const progress = document.getElementById('progress');
      if (told.total) { progress.max = told.total; progress.value = told.done; }
    }
    return told;
  }

  running(is) {
    document.getElementById('cancel').hidden = !is;
    const progress = document.getElementById('progress');
    progress.hidden = !is;
    progress.removeAttribute('value');
  }
}
