// Cells hidden by a click or painted by a drag; a drag that begins on a hidden cell shows cells again.
export class Brush {
  constructor(store, stage) {
    this.store = store;
    this.stage = stage;
    this.side = document.getElementById('cell');
    this.width = document.getElementById('brush-width');
    for (const side of [2, 4, 8, 12, 16, 24, 32]) {
      if (side <= stage.width / 2) this.side.add(new Option(side + ' px', side));
    }
    stage.side = this.nearest(stage.side);
    this.cursor = 0;
    this.side.addEventListener('change', () => {
      stage.side = Number(this.side.value);
      this.cursor = 0;
      store.set({ cells: stage.cells.resized(stage.side).toString() });
    });
  }

  nearest(side) {
    return [...this.side.options].map(o => Number(o.value)).reduce((a, b) => Math.abs(b - side) < Math.abs(a - side) ? b : a);
  }

  get count() { return Number(this.width.value); }

  down(event) {
    const cells = this.stage.cells;
    const index = cells.at(...this.stage.at(event));
    this.hides = !cells.chosen.has(index);
    this.painting = true;
    this.last = this.stage.at(event);
    this.paint([index]);
  }

  // All cells on the way: a fast mouse leaves out places.
  move(event) {
    if (!this.painting) return;
    const [x, y] = this.stage.at(event);
    const [fromX, fromY] = this.last;
    const cells = this.stage.cells;
    const steps = Math.max(1, Math.ceil(2 * Math.hypot(x - fromX, y - fromY) / cells.side));
    this.last = [x, y];
    this.paint(Array.from({ length: steps }, (_, k) =>
      cells.at(fromX + (x - fromX) * (k + 1) / steps, fromY + (y - fromY) * (k + 1) / steps)));
  }

  up() { this.painting = false; }

  paint(indices, dragging = true) {
    const cells = this.stage.cells;
    this.cursor = indices.at(-1);
    const all = indices.flatMap(index => cells.around(index, this.count));
    const painted = cells.with(all, this.hides).toString();
    if (painted !== this.store.now.cells) this.store.set({ cells: painted }, { dragging });
    else this.stage.draw();
  }

  // Whether the key means something here.
  key(event) {
    const cells = this.stage.cells;
    const steps = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };
    const step = steps[event.key];
    if (step) {
      const clamp = (value, most) => Math.max(0, Math.min(most - 1, value));
      const column = clamp(this.cursor % cells.columns + step[0], cells.columns);
      this.cursor = clamp(Math.floor(this.cursor / cells.columns) + step[1], cells.rows) * cells.columns + column;
      this.stage.draw();
    } else if (event.key === ' ' || event.key === 'Enter') {
      this.hides = !cells.chosen.has(this.cursor);
      this.paint([this.cursor], false);
    } else {
      return false;
    }
    return true;
  }

  draw(pen, cells) {
    this.side.value = cells.side;
    const scale = this.stage.scale;
    pen.strokeStyle = 'rgba(255, 255, 255, 0.45)';
    pen.lineWidth = 1;
    pen.beginPath();
    for (let x = cells.side; x < cells.width; x += cells.side) { pen.moveTo(x * scale + 0.5, 0); pen.lineTo(x * scale + 0.5, cells.height * scale); }
    for (let y = cells.side; y < cells.height; y += cells.side) { pen.moveTo(0, y * scale + 0.5); pen.lineTo(cells.width * scale, y * scale + 0.5); }
    pen.stroke();
    this.stage.store.now.rectangles.forEach(rectangle => this.stage.outline(pen, rectangle, [4, 2]));
    this.stage.outline(pen, cells.rectangle(Math.min(this.cursor, cells.columns * cells.rows - 1)), [5, 2]);
  }
}
