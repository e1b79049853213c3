// Maps over the image, one for each model: red for the class, blue against it; strength is opacity.
import { post } from './api.js';
import { altered } from './request.js';

const FOR = [178, 24, 43];
const AGAINST = [33, 102, 172];

function numbers(map) {
  const bytes = Uint8Array.from(atob(map.float32), c => c.charCodeAt(0));
  const view = new DataView(bytes.buffer);
  return Float32Array.from({ length: bytes.length / 4 }, (_, i) => view.getFloat32(4 * i, true));
}

export class Maps {
  constructor(store, state, cards) {
    this.store = store;
    this.state = state;
    this.cards = cards;
    this.maps = [];
    const method = document.getElementById('method');
    state.methods.forEach(m => {
      const option = new Option(m.title, m.id);
      option.disabled = m.refusal !== '';
      option.title = m.refusal;
      method.add(option);
    });
    method.addEventListener('change', () => store.set({ method: method.value }));
    for (const id of ['opacity', 'threshold']) {
      const slider = document.getElementById(id);
      slider.addEventListener('input', () => store.set({ [id]: Number(slider.value) }, { dragging: true }));
      slider.addEventListener('change', () => { if (store.beforeDrag) store.set({}); });
    }
    const on = (id, does) => document.getElementById(id).addEventListener('change', event => store.set(does(event.target)));
    on('scale', ({ value }) => ({ scale: value }));
    on('boxes', ({ checked }) => ({ boxes: checked ? 'on' : '' }));
    store.onChange(() => this.draw());
  }

  async load(now) {
    const { image, method, target } = now;
    document.getElementById('method').value = method;
    const note = document.getElementById('map-note');
    if (!method) {
      this.maps = [];
      note.textContent = 'Choose a method: the maps appear under the bars.';
      this.draw();
      return;
    }
    note.textContent = 'drawing …';
    const started = performance.now();
    const answer = await post('maps', { image, method, class: target, ...altered(now) });
    if (this.store.now.image !== image) return;
    this.maps = answer.maps.map(map => ({ ...map, values: numbers(map) }));
    const kind = this.state.methods.find(m => m.id === method);
    const ends = this.maps.map(m => `${m.model} ${m.min.toPrecision(2)} to ${m.max.toPrecision(2)}`).join('; ');
    note.textContent = `${kind.unit}; red for ${this.state.classes[target]}${kind.signed ? ', blue against it' : ''}. ${ends}. ${answer.maps.every(m => m.stored) ? 'As stored in the run' : Math.round(performance.now() - started) + ' ms'}`;
    this.draw();
  }

  clean(image) {
    this.image = image;
    this.draw();
  }

  draw() {
    const { opacity, threshold, scale: choice, boxes } = this.store.now;
    const element = id => document.getElementById(id);
    element('opacity').value = opacity;
    element('threshold').value = threshold;
    element('threshold-text').textContent = threshold + ' %';
    element('scale').value = choice;
    element('boxes').checked = boxes === 'on';
    const end = map => Math.max(Math.abs(map.min), Math.abs(map.max), 1e-12);
    const shared = Math.max(...this.maps.map(end), 1e-12);
    this.cards.forEach(({ canvas }, i) => {
      const map = this.maps[i];
      canvas.hidden = !map || !this.image;
      if (canvas.hidden) return;
      const scale = choice === 'own' ? end(map) : shared;
      this.paint(canvas, map, scale, opacity / 100, threshold / 100);
    });
  }

  paint(canvas, map, scale, opacity, threshold) {
    canvas.width = map.width;
    canvas.height = map.height;
    canvas.setAttribute('role', 'img');
    canvas.setAttribute('aria-label', 'Map of ' + map.model);
    const pen = canvas.getContext('2d');
    pen.drawImage(this.image, 0, 0, map.width, map.height);
    const pixels = pen.getImageData(0, 0, map.width, map.height);
    for (let i = 0; i < map.values.length; i++) {
      const strength = Math.min(1, Math.abs(map.values[i]) / scale);
      const cover = strength < threshold ? 0 : opacity * (1 - (1 - strength) ** 1.5);
      const colour = map.values[i] < 0 ? AGAINST : FOR;
      const grey = 0.3 * pixels.data[4 * i] + 0.59 * pixels.data[4 * i + 1] + 0.11 * pixels.data[4 * i + 2];
      for (let c = 0; c < 3; c++) {
        const below = 0.45 * pixels.data[4 * i + c] + 0.55 * grey;
        pixels.data[4 * i + c] = cover * colour[c] + (1 - cover) * below;
      }
    }
    pen.putImageData(pixels, 0, 0);
    if (this.store.now.boxes) map.boxes.forEach(box => this.box(pen, box));
  }

  // Around what the map highlights.
  box(pen, { x, y, width, height }) {
    for (const [colour, line] of [['#000', 3], ['#f2e205', 1]]) {
      pen.strokeStyle = colour;
      pen.lineWidth = line;
      pen.strokeRect(x + 0.5, y + 0.5, width - 1, height - 1);
    }
  }
}
