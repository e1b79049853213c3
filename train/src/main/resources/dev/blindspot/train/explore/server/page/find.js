// Searches: started, watched, stopped; what they find becomes a rectangle by a click.
import { get, post } from './api.js';

const WAIT_MS = 200;

export class Find {
  constructor(store, state, fail) {
    this.store = store;
    this.state = state;
    this.fail = fail;
    this.id = 0;
    document.querySelectorAll('[data-find]').forEach(button =>
      button.addEventListener('click', () => this.start(button.dataset.find).catch(fail)));
    document.getElementById('cancel').addEventListener('click', () => post('cancel', { id: this.id }).catch(fail));
    const side = Math.min(state.width, state.height);
    document.getElementById('step').max = side;
    document.getElementById('side').max = side;
  }

  async start(kind) {
    const { image, rectangles, mode, fill, other, target } = this.store.now;
    const pixels = id => Number(document.getElementById(id).value);
    const asked = await post('find', {
      kind, image, rectangles, mode, fill, other, class: target, step: pixels('step'), side: pixels('side')
    });
    this.id = asked.id;
    this.running(true);
    let told = asked;
    while (told.state === 'running') {
      await new Promise(resolve => setTimeout(resolve, WAIT_MS));
      told = await get('found', { id: asked.id });
      const progress = document.getElementById('progress');
      if (told.total) { progress.max = told.total; progress.value = told.done; }
    }
    this.running(false);
    if (told.state === 'failed') throw new Error(told.message);
    document.getElementById('found').replaceChildren(
      told.state === 'cancelled' ? 'cancelled' : kind === 'class' ? this.overClass(told.result, target) : this.squares(told.result));
  }

  running(is) {
    document.getElementById('cancel').hidden = !is;
    const progress = document.getElementById('progress');
    progress.hidden = !is;
    progress.removeAttribute('value');
  }

  squares(found) {
    return this.table(['Model', 'Square', 'Says', 'Probability', 'Scored'], found.map(f => {
      const name = k => this.state.classes[k];
      return [
        f.model,
        f.square ? this.button(`${f.square.width} px at ${f.square.x}, ${f.square.y}`, f.square) : `none up to ${f.largestPx} px`,
        f.from === f.to ? name(f.from) : `${name(f.from)} → ${name(f.to)}`,
        `${(100 * f.before).toFixed(1)} → ${(100 * f.after).toFixed(1)} %`,
        `${f.scored}`
      ];
    }));
  }

  overClass(found, target) {
    return this.table(
      ['Model', `Mean of ${this.state.classes[target]}`, 'Predicted', 'Other answer', 'Most'],
      found.map(f => [
        f.model,
        `${(100 * f.before).toFixed(1)} → ${(100 * f.after).toFixed(1)} %`,
        `${f.predictedBefore} → ${f.predictedAfter}`,
        `${f.changed} of ${f.images}`,
        f.mostChanged < 0 ? '' : this.imageButton(f.mostChanged)
      ]));
  }

  button(text, square) {
    const made = document.createElement('button');
    made.type = 'button';
    made.textContent = text;
    made.addEventListener('click', () =>
      this.store.set({ rectangles: [[square.x, square.y, square.width, square.height]], mode: 'hide' }));
    return made;
  }

  imageButton(image) {
    const made = document.createElement('button');
    made.type = 'button';
    made.textContent = 'image ' + image;
    made.addEventListener('click', () => this.store.set({ image }));
    return made;
  }

  table(head, rows) {
    const box = document.createElement('div');
    box.className = 'scroll';
    const table = document.createElement('table');
    const line = (cells, name) => {
      const row = document.createElement('tr');
      cells.forEach(cell => {
        const made = document.createElement(name);
        made.append(cell);
        row.append(made);
      });
      return row;
    };
    table.append(line(head, 'th'), ...rows.map(cells => line(cells, 'td')));
    box.append(table);
    return box;
  }
}
