// Which tool works on the image, and what all tools share: undo, redo, reset.
import { Rectangles } from './rectangles.js';
import { Brush } from './brush.js';

const KEYS = {
  rectangles: 'Drag to draw, drag a rectangle to move it, its corner to resize it. Keys: N new, Tab next, arrows move, Shift and arrows resize, Delete, Ctrl+Z, Ctrl+Y.',
  brush: 'Click a cell to hide it, drag to paint; from a hidden cell on, a drag shows cells again. Keys: arrows move, Space hides or shows, Ctrl+Z, Ctrl+Y.'
};

export class Tools {
  constructor(store, stage, state) {
    this.store = store;
    this.stage = stage;
    this.tools = { rectangles: new Rectangles(store, stage, state.mostRectangles), brush: new Brush(store, stage) };
    const on = (type, does) => stage.canvas.addEventListener(type, does);
    on('pointerdown', event => this.down(event));
    on('pointermove', event => stage.tool.move(event));
    on('pointerup', () => this.up());
    on('pointercancel', () => this.up());
    on('keydown', event => this.key(event));
    const click = (id, does) => document.getElementById(id).addEventListener('click', does);
    click('undo', () => store.undo());
    click('redo', () => store.redo());
    click('reset', () => store.set({ rectangles: [], cells: '' }));
    document.querySelectorAll('[name=tool]').forEach(radio =>
      radio.addEventListener('change', () => this.choose(radio.value)));
    store.onChange(() => this.tell());
    this.choose(store.now.cells && !store.now.rectangles.length ? 'brush' : 'rectangles');
  }

  choose(name) {
    document.querySelector(`[name=tool][value=${name}]`).checked = true;
    document.querySelectorAll('[data-tool]').forEach(part => { part.hidden = part.dataset.tool !== name; });
    document.getElementById('keys').textContent = KEYS[name];
    this.stage.tool = this.tools[name];
    this.stage.draw();
    this.tell();
  }

  down(event) {
    if (event.button) return;
    this.stage.canvas.focus();
    this.stage.canvas.setPointerCapture(event.pointerId);
    this.stage.tool.down(event);
    this.stage.draw();
  }

  up() {
    this.stage.tool.up();
    if (this.store.beforeDrag) this.store.set({});
  }

  key(event) {
    const key = event.key.toLowerCase();
    if ((event.ctrlKey || event.metaKey) && (key === 'z' || key === 'y')) {
      if (key === 'y' || event.shiftKey) this.store.redo(); else this.store.undo();
    } else if (!this.stage.tool.key(event)) {
      return;
    }
    event.preventDefault();
  }

  tell() {
    const { rectangles, cells } = this.store.now;
    const count = this.stage.cells.chosen.size;
    document.getElementById('undo').disabled = !this.store.past.length;
    document.getElementById('redo').disabled = !this.store.future.length;
    document.getElementById('reset').disabled = !rectangles.length && !cells;
    document.getElementById('rectangles').textContent = [
      ...rectangles.map(([x, y, w, h], i) => `${i + 1}: x ${x}, y ${y}, ${w} × ${h} px`),
      ...(count ? [`${count} ${count === 1 ? 'cell' : 'cells'} of ${this.stage.cells.side} px`] : [])
    ].join('; ');
  }
}
