const TEXT = /^([1-9]\d{0,2})\.((?:[\w-]{4})*(?:[\w-]{2,3})?)$/;

// Square cells of an image that are chosen one by one. As text: the side, a dot, a bit for each cell.
export class Cells {
  constructor(side, width, height, chosen = new Set()) {
    Object.assign(this, { side, width, height, chosen });
    this.columns = Math.ceil(width / side);
    this.rows = Math.ceil(height / side);
  }

  // Whether a text that anybody may have written is one of cells.
  static isText(text) { return TEXT.test(text); }

  static parse(text, width, height, side) {
    const parts = TEXT.exec(text || '');
    const cells = new Cells(parts ? Number(parts[1]) : side, width, height);
    const bits = parts ? atob(parts[2].replaceAll('-', '+').replaceAll('_', '/')) : '';
    for (let i = 0; i < Math.min(8 * bits.length, cells.columns * cells.rows); i++) {
      if (bits.charCodeAt(i >> 3) >> (i & 7) & 1) cells.chosen.add(i);
    }
    return cells;
  }

  toString() {
    if (!this.chosen.size) return '';
    const bytes = new Uint8Array((Math.max(...this.chosen) >> 3) + 1);
    this.chosen.forEach(i => { bytes[i >> 3] |= 1 << (i & 7); });
    const text = btoa(String.fromCharCode(...bytes));
    return this.side + '.' + text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
  }

  // The cell at a place of the image; places outside belong to the nearest cell.
  at(x, y) {
    const within = (value, most) => Math.max(0, Math.min(most - 1, Math.floor(value / this.side)));
    return within(y, this.rows) * this.columns + within(x, this.columns);
  }

  rectangle(index) {
    const x = index % this.columns * this.side;
    const y = Math.floor(index / this.columns) * this.side;
    return [x, y, Math.min(this.side, this.width - x), Math.min(this.side, this.height - y)];
  }

  // The square of cells, so many on a side, around one.
  around(index, count) {
    const reach = (count - 1) / 2;
    const column = index % this.columns;
    const row = Math.floor(index / this.columns);
    const found = [];
    for (let y = Math.max(0, row - reach); y <= Math.min(this.rows - 1, row + reach); y++) {
      for (let x = Math.max(0, column - reach); x <= Math.min(this.columns - 1, column + reach); x++) {
        found.push(y * this.columns + x);
      }
    }
    return found;
  }

  with(indices, on) {
    const chosen = new Set(this.chosen);
    indices.forEach(i => { if (on) chosen.add(i); else chosen.delete(i); });
    return new Cells(this.side, this.width, this.height, chosen);
  }

  // The same on another grid: a cell is chosen if its middle was.
  resized(side) {
    const other = new Cells(side, this.width, this.height);
    for (let i = 0; i < other.columns * other.rows; i++) {
      const [x, y, w, h] = other.rectangle(i);
      if (this.chosen.has(this.at(x + w / 2, y + h / 2))) other.chosen.add(i);
    }
    return other;
  }
}
