// What is asked: one plain object, its history, and its form in the address.
import { Cells } from './cells.js';

const START = {
  image: 0, arm: '', corruption: '', severity: 3, draw: 0,
  rectangles: [], cells: '', fill: 'mean', other: 0, mode: 'hide', method: '', target: 0, pin: '',
  opacity: 75, threshold: 0, scale: 'shared', boxes: ''
};

// A state as text, for addresses.
export function toText({ rectangles, ...rest }) {
  return new URLSearchParams({ ...rest, rectangles: rectangles.map(r => r.join(',')).join(';') }).toString();
}

// A state of a text that anybody may have written; null if it is none.
export function fromText(text) {
  const told = new URLSearchParams(text);
  if (!told.has('image')) return null;
  const number = (name, least = 0) => Math.max(least, parseInt(told.get(name), 10) || 0);
  const bounded = (name, most, least) => told.has(name) ? Math.min(most, number(name, least)) : START[name];
  const word = name => told.get(name) || START[name];
  return {
    image: number('image'),
    arm: word('arm'),
    corruption: word('corruption'),
    severity: bounded('severity', 5, 1),
    draw: number('draw'),
    rectangles: (told.get('rectangles') || '').split(';').map(part => part.split(',').map(Number))
      .filter(r => r.length === 4 && r.every(Number.isInteger)).slice(0, 32),
    cells: Cells.isText(word('cells')) ? word('cells') : '',
    fill: word('fill'),
    other: number('other'),
    mode: told.get('mode') === 'keep' ? 'keep' : 'hide',
    method: word('method'),
    target: number('target'),
    pin: word('pin'),
    opacity: bounded('opacity', 100),
    threshold: bounded('threshold', 95),
    scale: told.get('scale') === 'own' ? 'own' : 'shared',
    boxes: told.get('boxes') === 'on' ? 'on' : ''
  };
}

export class Store {
  constructor() {
    this.now = fromText(location.hash.slice(1)) || structuredClone(START);
    this.past = [];
    this.future = [];
    this.listeners = [];
    addEventListener('hashchange', () => {
      const told = fromText(location.hash.slice(1));
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
    if (!this.beforeDrag) history.replaceState(null, '', '#' + toText(state));
    this.listeners.forEach(listener => listener(state));
  }
}
