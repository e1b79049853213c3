// Rectangles drawn, moved and resized with mouse, touch and keys.
const HANDLE = 14;

export class Rectangles {
  constructor(store, stage, most) {
    this.store = store;
    this.stage = stage;
    this.most = most;
    this.chosen = -1;
    document.getElementById('add').addEventListener('click', () => this.add());
    document.getElementById('delete').addEventListener('click', () => this.remove());
  }

  get all() { return this.store.now.rectangles; }

  down(event) {
    const { width, canvas } = this.stage;
    const [x, y] = this.stage.at(event);
    const reach = HANDLE * width / canvas.getBoundingClientRect().width;
    const corner = this.all.findIndex(r => Math.abs(r[0] + r[2] - x) < reach && Math.abs(r[1] + r[3] - y) < reach);
    const inside = this.all.findLastIndex(r => x >= r[0] && x < r[0] + r[2] && y >= r[1] && y < r[1] + r[3]);
    if (corner >= 0) {
      this.chosen = corner;
      this.drag = { kind: 'size', x, y, from: this.all[corner] };
    } else if (inside >= 0) {
      this.chosen = inside;
      this.drag = { kind: 'move', x, y, from: this.all[inside] };
    } else if (this.all.length < this.most) {
      this.drag = { kind: 'draw', x, y };
    }
  }

  move(event) {
    if (!this.drag) return;
    const [x, y] = this.stage.at(event);
    const { kind, from } = this.drag;
    const dx = Math.round(x - this.drag.x);
    const dy = Math.round(y - this.drag.y);
    if (kind === 'move') this.put([from[0] + dx, from[1] + dy, from[2], from[3]], true);
    if (kind === 'size') this.put([from[0], from[1], Math.max(1, from[2] + dx), Math.max(1, from[3] + dy)], true);
    if (kind === 'draw' && (Math.abs(dx) > 1 || Math.abs(dy) > 1)) {
      if (!this.drag.drawn) this.chosen = this.all.length;
      this.drag.drawn = true;
      this.put(this.between(this.drag.x, this.drag.y, x, y), true);
    }
  }

  between(x0, y0, x1, y1) {
    const clamp = (value, most) => Math.max(0, Math.min(most, value));
    const ends = [clamp(x0, this.stage.width), clamp(x1, this.stage.width), clamp(y0, this.stage.height), clamp(y1, this.stage.height)];
    const left = Math.floor(Math.min(ends[0], ends[1]));
    const top = Math.floor(Math.min(ends[2], ends[3]));
    return [left, top, Math.ceil(Math.max(ends[0], ends[1])) - left, Math.ceil(Math.max(ends[2], ends[3])) - top];
  }

  up() { this.drag = null; }

  // Sets the chosen rectangle, moved back into the image.
  put([x, y, w, h], dragging = false) {
    const width = Math.max(1, Math.min(w, this.stage.width));
    const height = Math.max(1, Math.min(h, this.stage.height));
    const rectangles = [...this.all];
    rectangles[this.chosen] = [
      Math.max(0, Math.min(this.stage.width - width, x)), Math.max(0, Math.min(this.stage.height - height, y)), width, height];
    this.store.set({ rectangles }, { dragging });
  }

  add() {
    if (this.all.length >= this.most) return;
    const side = Math.max(2, Math.round(this.stage.width / 4));
    this.chosen = this.all.length;
    this.put([Math.round((this.stage.width - side) / 2), Math.round((this.stage.height - side) / 2), side, side]);
    this.stage.canvas.focus();
  }

  remove() {
    if (!this.all[this.chosen]) return;
    const rectangles = this.all.filter((_, i) => i !== this.chosen);
    this.chosen = rectangles.length - 1;
    this.store.set({ rectangles });
  }

  // Whether the key means something here.
  key(event) {
    const arrows = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };
    const chosen = this.all[this.chosen];
    const key = event.key.toLowerCase();
    if (arrows[event.key] && chosen) {
      const [dx, dy] = arrows[event.key];
      this.put(event.shiftKey
        ? [chosen[0], chosen[1], chosen[2] + dx, chosen[3] + dy]
        : [chosen[0] + dx, chosen[1] + dy, chosen[2], chosen[3]]);
    } else if (key === 'n') {
      this.add();
    } else if (key === 'delete' || key === 'backspace') {
      this.remove();
    } else if (key === 'tab' && !event.shiftKey && this.chosen < this.all.length - 1) {
      this.chosen++; // Tab leaves the image behind its last rectangle
      this.stage.draw();
    } else {
      return false;
    }
    return true;
  }

  draw(pen) {
    document.getElementById('delete').disabled = !this.all[this.chosen];
    this.all.forEach((rectangle, i) => {
      this.stage.outline(pen, rectangle, [i === this.chosen ? 6 : 4, 2]);
      if (i !== this.chosen) return;
      const [x, y] = [rectangle[0] + rectangle[2], rectangle[1] + rectangle[3]].map(v => v * this.stage.scale);
      pen.fillStyle = '#000';
      pen.fillRect(x - 8, y - 8, 16, 16);
      pen.fillStyle = '#fff';
      pen.fillRect(x - 5, y - 5, 10, 10);
    });
  }
}
