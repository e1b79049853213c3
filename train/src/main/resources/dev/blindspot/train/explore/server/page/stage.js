// The image as it is shown: hidden parts, outlines, boxes. All in pixels of the network's input.
import { Cells } from './cells.js';

const OBJECT = '#f2e205';
const SHORTCUT = '#ff6fc0';

export class Stage {
  constructor(store, state) {
    this.store = store;
    this.width = state.width;
    this.height = state.height;
    this.canvas = document.getElementById('canvas');
    this.scale = Math.max(1, Math.ceil(640 / this.width));
    this.canvas.width = this.width * this.scale;
    this.canvas.height = this.height * this.scale;
    this.boxes = [];
    this.side = Math.max(2, Math.round(this.width / 12));
    store.onChange(() => this.draw());
  }

  // The whole image, and the one that hidden pixels are taken from.
  show(clean, replacement, boxes) {
    Object.assign(this, { clean, replacement, boxes });
    this.draw();
  }

  // Cells that are not chosen yet have the side that was chosen last.
  get cells() { return Cells.parse(this.store.now.cells, this.width, this.height, this.side); }

  // Where the pointer is.
  at(event) {
    const box = this.canvas.getBoundingClientRect();
    return [(event.clientX - box.left) * this.width / box.width, (event.clientY - box.top) * this.height / box.height];
  }

  draw() {
    if (!this.clean) return;
    const pen = Stage.paint(this.canvas, this.store.now, this.clean, this.replacement, this);
    if (this.tool) this.tool.draw(pen, this.cells);
    if (this.store.now.boxes) this.boxes.forEach(box => this.box(pen, box));
  }

  // An image with what a state hides of it, as large as the canvas.
  static paint(canvas, now, clean, replacement, { width, height }) {
    const cells = Cells.parse(now.cells, width, height, 8);
    const parts = [...now.rectangles, ...[...cells.chosen].map(i => cells.rectangle(i))];
    const pen = canvas.getContext('2d');
    pen.imageSmoothingEnabled = false;
    pen.setTransform(canvas.width / width, 0, 0, canvas.height / height, 0, 0);
    const keep = now.mode === 'keep' && parts.length > 0;
    pen.drawImage(keep ? replacement : clean, 0, 0, width, height);
    for (const [x, y, w, h] of parts) {
      pen.drawImage(keep ? clean : replacement, x, y, w, h, x, y, w, h);
    }
    pen.setTransform(1, 0, 0, 1, 0, 0);
    return pen;
  }

  // Black around a colour: seen on every image.
  outline(pen, rectangle, widths, colour = '#fff') {
    const [x, y, w, h] = rectangle.map(v => v * this.scale);
    for (const [stroke, width] of [['#000', widths[0]], [colour, widths[1]]]) {
      pen.strokeStyle = stroke;
      pen.lineWidth = width;
      pen.strokeRect(x, y, w, h);
    }
  }

  box(pen, { name, kind, x, y, width, height }) {
    const colour = kind === 'SHORTCUT' ? SHORTCUT : OBJECT;
    this.outline(pen, [x, y, width, height], [5, 3], colour);
    pen.font = '18px sans-serif';
    const end = pen.measureText(name).width + 10;
    const left = Math.min(x * this.scale, this.canvas.width - end);
    const top = Math.min((y + height) * this.scale, this.canvas.height - 24);
    pen.fillStyle = '#000';
    pen.fillRect(left, top, end, 24);
    pen.fillStyle = colour;
    pen.fillText(name, left + 5, top + 18);
  }
}
