// What is asked: one plain object, its history, and its form in the address.
const START = { image: 0, rectangles: [], fill: 'mean', other: 0, mode: 'hide', method: '', target: 0 };

export class Store {
  constructor() {
    this.now = this.fromHash() || structuredClone(START);
    this.past = [];
    this.future = [];
    this.listeners = [];
    addEventListener('hashchange', () => {
      const told = this.fromHash();
      if (told && JSON.stringify(told) !== JSON.stringify(this.now)) this.set(told);
    });
  }

  onChange(listener) { this.listeners.push(listener); }

  // A change that undo takes back. While dragging, only its beginning is remembered.
  set(change, { dragging = false } = {}) {
    if (!dragging) {
      this.past.push(this.beforeDrag || this.now);
      this.beforeDrag = null;
      this.future = [];
    } else if (!this.beforeDrag) {
      this.beforeDrag = this.now;
    }
    this.apply({ ...this.now, ...change });
  }

  undo() { this.turn(this.past, this.future); }
  redo() { this.turn(this.future, this.past); }

  turn(from, to) {
    if (!from.length) return;
    to.push(this.now);
    this.apply(from.pop());
  }

  apply(state) {
    this.now = state;
    if (!this.beforeDrag) history.replaceState(null, '', '#' + this.hash());
    this.listeners.forEach(listener => listener(state));
  }

  hash() {
    const { rectangles, ...rest } = this.now;
    return new URLSearchParams({ ...rest, rectangles: rectangles.map(r => r.join(',')).join(';') }).toString();
  }

  fromHash() {
    if (location.hash.length < 2 || !location.hash.includes('image=')) return null;
    const told = new URLSearchParams(location.hash.slice(1));
    const number = name => Math.max(0, parseInt(told.get(name), 10) || 0);
    return {
      image: number('image'),
      rectangles: (told.get('rectangles') || '').split(';').map(text => text.split(',').map(Number))
        .filter(r => r.length === 4 && r.every(Number.isInteger)).slice(0, 32),
      fill: told.get('fill') || START.fill,
      other: number('other'),
      mode: told.get('mode') === 'keep' ? 'keep' : 'hide',
      method: told.get('method') || '',
      target: number('target')
    };
  }
}
