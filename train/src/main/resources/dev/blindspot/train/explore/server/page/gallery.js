// The gallery: only the cells in sight exist, and their data come page by page.
import { get } from './api.js';
import { ClassField } from './classes.js';

const CELL = { width: 92, height: 108 };
const PAGE = 100;

export class Gallery {
  constructor(store, state, fail) {
    this.store = store;
    this.state = state;
    this.fail = fail;
    this.box = document.getElementById('gallery');
    this.all = document.getElementById('gallery-all');
    this.pages = new Map();
    this.matched = 0;
    for (const id of ['show', 'order']) {
      document.getElementById(id).addEventListener('change', () => this.reload());
    }
    document.getElementById('name').addEventListener('input', () => this.reload());
    document.querySelector('#order [value=suspects]').hidden = !state.suspects.length;
    document.querySelectorAll('[value=disagree]').forEach(option => { option.hidden = state.models.length < 2; });
    this.label = new ClassField('label', state.classes, { none: 'any', choose: () => this.reload() });
    if (!state.labelled) document.querySelector('label[for=label]').textContent = 'Taken for';
    for (const word of ['right', 'wrong']) {
      document.querySelector(`#show [value=${word}]`).hidden = !state.labelled;
    }
    this.box.addEventListener('scroll', () => this.draw());
    addEventListener('resize', () => this.draw());
    this.box.addEventListener('keydown', event => this.key(event));
    store.onChange(() => this.draw());
    this.reload();
  }

  get columns() { return Math.max(1, Math.floor(this.box.clientWidth / CELL.width)); }

  filter() {
    const value = id => document.getElementById(id).value;
    return { label: this.label.value, show: value('show'), order: value('order'), name: value('name') };
  }

  async reload() {
    this.pages = new Map();
    this.box.scrollTop = 0;
    await this.page(0);
    this.draw();
  }

  page(number) {
    if (!this.pages.has(number)) {
      const pages = this.pages;
      const wanted = get('images', { ...this.filter(), from: number * PAGE, count: PAGE }).then(answer => {
        if (pages.get(number) !== wanted) return;
        this.matched = answer.matched;
        pages.set(number, answer.items);
        this.tell(answer);
        this.draw();
      }).catch(this.fail);
      pages.set(number, wanted);
    }
    return this.pages.get(number);
  }

  tell(answer) {
    const left = answer.total - answer.scored;
    document.getElementById('matched').textContent =
      `${answer.matched} of ${answer.total} images` + (left ? `; ${left} not scored yet` : '');
    clearTimeout(this.later);
    if (left) this.later = setTimeout(() => { this.pages = new Map(); this.page(0); }, 3000);
  }

  item(place) {
    const page = this.pages.get(Math.floor(place / PAGE));
    return Array.isArray(page) ? page[place % PAGE] : null;
  }

  draw() {
    const rows = Math.ceil(this.matched / this.columns);
    this.all.style.height = rows * CELL.height + 'px';
    const first = Math.floor(this.box.scrollTop / CELL.height) * this.columns;
    const last = Math.min(this.matched, first + (Math.ceil(this.box.clientHeight / CELL.height) + 1) * this.columns);
    if (!this.pages.size) this.page(0);
    for (let p = Math.floor(first / PAGE); p * PAGE < last; p++) this.page(p);
    // what shows the same as before stays: a cell that is replaced between press and release is never clicked
    const old = new Map(Array.from(this.all.children, cell => [cell.dataset.content, cell]));
    for (let place = first; place < last; place++) {
      const content = this.content(place);
      if (!old.delete(content)) this.all.append(this.cell(place, content));
    }
    old.forEach(cell => cell.remove());
  }

  // All that a cell depends on.
  content(place) {
    const item = this.item(place);
    const chosen = item?.index === this.store.now.image;
    return JSON.stringify([place, this.columns, this.matched, item?.index, item?.predicted, chosen]);
  }

  cell(place, content) {
    const cell = document.createElement('div');
    cell.className = 'cell';
    cell.dataset.content = content;
    cell.ariaPosInSet = place + 1;
    cell.ariaSetSize = this.matched;
    cell.style.left = (place % this.columns) * CELL.width + 'px';
    cell.style.top = Math.floor(place / this.columns) * CELL.height + 'px';
    const item = this.item(place);
    if (!item) return cell;
    cell.setAttribute('role', 'option');
    cell.setAttribute('aria-selected', item.index === this.store.now.image);
    cell.setAttribute('aria-label', item.name);
    cell.title = item.name;
    const image = new Image();
    image.alt = '';
    image.src = 'api/image/' + item.index;
    const said = document.createElement('span');
    if (item.predicted.length) {
      const wrong = item.label >= 0 && item.predicted[0] !== item.label;
      said.className = wrong ? 'wrong' : '';
      said.textContent = `${wrong ? '✗ ' : ''}${this.state.classes[item.predicted[0]]}`;
    } else {
      said.textContent = item.name;
    }
    cell.append(image, said);
    cell.addEventListener('click', () => this.choose(place));
    return cell;
  }

  choose(place) {
    const item = this.item(place);
    if (!item) return;
    this.place = place;
    const pick = document.getElementById('pick');
    this.store.set(pick.checked ? { other: item.index } : { image: item.index });
    pick.checked = false;
  }

  key(event) {
    const steps = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: this.columns, ArrowUp: -this.columns };
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault();
    const place = Math.max(0, Math.min(this.matched - 1, (this.place ?? -1) + step));
    const top = Math.floor(place / this.columns) * CELL.height;
    if (top < this.box.scrollTop) this.box.scrollTop = top;
    const under = top + CELL.height - this.box.clientHeight;
    if (under > this.box.scrollTop) this.box.scrollTop = under;
    Promise.resolve(this.page(Math.floor(place / PAGE))).then(() => this.choose(place));
  }
}
