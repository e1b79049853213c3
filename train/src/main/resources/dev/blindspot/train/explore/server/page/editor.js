// Rectangles drawn on the image with mouse, touch and keys; all in pixels of the network's input.
const HANDLE = 14;

export class Editor {
  constructor(store, state) {
    this.store = store;
    this.width = state.width;
    this.height = state.height;
    this.most = state.mostRectangles;
    this.chosen = -1;
    this.canvas = document.getElementById('canvas');
    this.scale = Math.max(1, Math.ceil(640 / this.width));
    this.canvas.width = this.width * this.scale;
    this.canvas.height = this.height * this.scale;
    const on = (type, does) => this.canvas.addEventListener(type, event => does.call(this, event));
    on('pointerdown', this.down);
    on('pointermove', this.move);
    on('pointerup', this.up);
    on('pointercancel', this.up);
    on('keydown', this.key);
    const click = (id, does) => document.getElementById(id).addEventListener('click', does);
    click('add', () => this.add());
    click('delete', () => this.remove());
    click('undo', () => store.undo());
    click('redo', () => store.redo());
    click('reset', () => store.set({ rectangles: [] }));
    store.onChange(() => this.draw());
  }

  // The clean image, and the whole image that hidden pixels are taken from.
  show(clean, replacement) {
    this.clean = clean;
    this.replacement = replacement;
    this.draw();
  }

  get rectangles() { return this.store.now.rectangles; }

  at(event) {
    const box = this.canvas.getBoundingClientRect();
    return [(event.clientX - box.left) * this.width / box.width, (event.clientY - box.top) * this.height / box.height];
  }

  down(event) {
    if (event.button) return;
    this.canvas.focus();
    this.canvas.setPointerCapture(event.pointerId);
    const [x, y] = this.at(event);
    const reach = HANDLE * this.width / this.canvas.getBoundingClientRect().width;
    const corner = this.rectangles.findIndex(r => Math.abs(r[0] + r[2] - x) < reach && Math.abs(r[1] + r[3] - y) < reach);
    const inside = this.rectangles.findLastIndex(r => x >= r[0] && x < r[0] + r[2] && y >= r[1] && y < r[1] + r[3]);
    if (corner >= 0) {
      this.chosen = corner;
      this.drag = { kind: 'size', x, y, from: this.rectangles[corner] };
    } else if (inside >= 0) {
      this.chosen = inside;
      this.drag = { kind: 'move', x, y, from: this.rectangles[inside] };
    } else if (this.rectangles.length < this.most) {
      this.drag = { kind: 'draw', x, y };
    }
    this.draw();
  }

  move(event) {
    if (!this.drag) return;
    const [x, y] = this.at(event);
    const { kind, from } = this.drag;
    const dx = Math.round(x - this.drag.x);
    const dy = Math.round(y - this.drag.y);
    if (kind === 'move') this.put([from[0] + dx, from[1] + dy, from[2], from[3]], true);
    if (kind === 'size') this.put([from[0], from[1], Math.max(1, from[2] + dx), Math.max(1, from[3] + dy)], true);
    if (kind === 'draw' && (Math.abs(dx) > 1 || Math.abs(dy) > 1)) {
      const clamp = (value, most) => Math.max(0, Math.min(most, value));
      const ends = [clamp(this.drag.x, this.width), clamp(x, this.width), clamp(this.drag.y, this.height), clamp(y, this.height)];
      const left = Math.floor(Math.min(ends[0], ends[1]));
      const top = Math.floor(Math.min(ends[2], ends[3]));
      if (!this.drag.drawn) this.chosen = this.rectangles.length;
      this.drag.drawn = true;
      this.put([left, top, Math.ceil(Math.max(ends[0], ends[1])) - left, Math.ceil(Math.max(ends[2], ends[3])) - top], true);
    }
    this.drag.moved = this.drag.moved || dx !== 0 || dy !== 0;
  }

  up() {
    if (this.drag && this.store.beforeDrag) this.store.set({});
    this.drag = null;
  }

  // Sets the chosen rectangle, moved back into the image.
  put([x, y, w, h], dragging = false) {
    const width = Math.max(1, Math.min(w, this.width));
    const height = Math.max(1, Math.min(h, this.height));
    const inside = [
      Math.max(0, Math.min(this.width - width, x)), Math.max(0, Math.min(this.height - height, y)), width, height];
    const rectangles = [...this.rectangles];
    rectangles[this.chosen] = inside;
    this.store.set({ rectangles }, { dragging });
  }

  add() {
    if (this.rectangles.length >= this.most) return;
    const side = Math.max(2, Math.round(this.width / 4));
    this.chosen = this.rectangles.length;
    this.put([Math.round((this.width - side) / 2), Math.round((this.height - side) / 2), side, side]);
    this.canvas.focus();
  }

  remove() {
    if (!this.rectangles[this.chosen]) return;
    const rectangles = this.rectangles.filter((_, i) => i !== this.chosen);
    this.chosen = rectangles.length - 1;
    this.store.set({ rectangles });
  }

  key(event) {
    const arrows = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };
    const chosen = this.rectangles[this.chosen];
    const key = event.key.toLowerCase();
    if ((event.ctrlKey || event.metaKey) && (key === 'z' || key === 'y')) {
      if (key === 'y' || event.shiftKey) this.store.redo(); else this.store.undo();
    } else if (arrows[event.key] && chosen) {
      const [dx, dy] = arrows[event.key];
      this.put(event.shiftKey
        ? [chosen[0], chosen[1], chosen[2] + dx, chosen[3] + dy]
        : [chosen[0] + dx, chosen[1] + dy, chosen[2], chosen[3]]);
    } else if (key === 'n') {
      this.add();
    } else if (key === 'delete' || key === 'backspace') {
      this.remove();
    } else if (key === 'tab' && !event.shiftKey && this.chosen < this.rectangles.length - 1) {
      this.chosen++; // Tab leaves the image behind its last rectangle
      this.draw();
    } else {
      return;
    }
    event.preventDefault();
  }

  draw() {
    document.getElementById('undo').disabled = !this.store.past.length;
    document.getElementById('redo').disabled = !this.store.future.length;
    document.getElementById('delete').disabled = !this.rectangles[this.chosen];
    document.getElementById('reset').disabled = !this.rectangles.length;
    document.getElementById('rectangles').textContent =
      this.rectangles.map(([x, y, w, h], i) => `${i + 1}: x ${x}, y ${y}, ${w} × ${h} px`).join('; ');
    if (!this.clean) return;
    const pen = this.canvas.getContext('2d');
    pen.imageSmoothingEnabled = false;
    pen.setTransform(this.scale, 0, 0, this.scale, 0, 0);
    const keep = this.store.now.mode === 'keep' && this.rectangles.length > 0;
    pen.drawImage(keep ? this.replacement : this.clean, 0, 0, this.width, this.height);
    for (const [x, y, w, h] of this.rectangles) {
      pen.drawImage(keep ? this.clean : this.replacement, x, y, w, h, x, y, w, h);
    }
    pen.setTransform(1, 0, 0, 1, 0, 0);
    this.rectangles.forEach((r, i) => this.outline(pen, r.map(v => v * this.scale), i === this.chosen));
  }

  // Black around white: seen on every image.
  outline(pen, [x, y, w, h], chosen) {
    for (const [colour, width] of [['#000', chosen ? 6 : 4], ['#fff', 2]]) {
      pen.strokeStyle = colour;
      pen.lineWidth = width;
      pen.strokeRect(x, y, w, h);
    }
    if (!chosen) return;
    pen.fillStyle = '#000';
    pen.fillRect(x + w - 8, y + h - 8, 16, 16);
    pen.fillStyle = '#fff';
    pen.fillRect(x + w - 5, y + h - 5, 10, 10);
  }
}
