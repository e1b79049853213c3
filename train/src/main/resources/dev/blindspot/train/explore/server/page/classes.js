// A field that finds one of many classes by a part of its name: WAI-ARIA's editable combobox with a list.
const MOST = 100;

export class ClassField {
  // none: what is said for no class, which is -1; first: those that lead the list; choose: is told the number
  constructor(id, classes, { none = '', first = () => [], choose }) {
    Object.assign(this, { classes, none, first, choose, value: none ? -1 : 0, active: -1, listed: [] });
    this.input = document.getElementById(id);
    this.list = document.getElementById(id + '-list');
    this.input.addEventListener('focus', () => this.input.select());
    this.input.addEventListener('click', () => this.open(''));
    this.input.addEventListener('input', () => this.open(this.input.value.trim().toLowerCase()));
    this.input.addEventListener('keydown', event => this.key(event));
    this.input.addEventListener('blur', () => this.leave());
    this.list.addEventListener('pointerdown', event => event.preventDefault()); // the field keeps the focus
    this.list.addEventListener('click', event => {
      const option = event.target.closest('[data-class]');
      if (option) this.take(Number(option.dataset.class));
    });
    this.close();
  }

  name(k) { return k < 0 ? this.none : this.classes[k] ?? ''; }

  get isOpen() { return !this.list.hidden; }

  show(value) {
    this.value = value;
    if (!this.isOpen) this.close();
  }

  // Without a question all classes; else those whose names contain it, first those that begin with it.
  found(question) {
    const all = [...(this.none ? [-1] : []), ...this.classes.keys()];
    if (!question) return [...new Set([...this.first(), ...all])];
    const at = k => this.name(k).toLowerCase().indexOf(question);
    return all.filter(k => at(k) >= 0).sort((a, b) => Math.sign(at(a)) - Math.sign(at(b)) || a - b);
  }

  open(question) {
    const found = this.found(question);
    this.listed = found.slice(0, MOST);
    this.list.replaceChildren(...this.listed.map((k, i) => this.option(this.name(k), i, k)));
    if (found.length !== this.listed.length || !found.length) {
      const more = this.option(found.length ? `and ${found.length - MOST} more: type a part of the name` : 'no such class', MOST);
      more.setAttribute('aria-disabled', 'true');
      this.list.append(more);
    }
    this.list.hidden = false;
    this.input.setAttribute('aria-expanded', 'true');
    this.list.scrollTop = 0;
    this.move(question && found.length ? 0 : -1);
  }

  option(text, i, k) {
    const made = document.createElement('div');
    made.id = `${this.list.id}-${i}`;
    made.setAttribute('role', 'option');
    made.setAttribute('aria-selected', 'false');
    made.textContent = text;
    if (k === undefined) return made;
    made.dataset.class = k;
    if (k === this.value) made.classList.add('now');
    return made;
  }

  // Marks an option; the field keeps the focus.
  move(active) {
    this.list.querySelector('[aria-selected=true]')?.setAttribute('aria-selected', 'false');
    this.active = active;
    const option = this.list.children[active];
    if (!option) return this.input.removeAttribute('aria-activedescendant');
    option.setAttribute('aria-selected', 'true');
    option.scrollIntoView({ block: 'nearest' });
    this.input.setAttribute('aria-activedescendant', option.id);
  }

  key(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const count = this.listed.length;
    if (step) {
      if (!this.isOpen) this.open('');
      else if (count) this.move(this.active < 0 ? (step > 0 ? 0 : count - 1) : (this.active + step + count) % count);
    } else if (event.key === 'Enter' && this.isOpen && this.active >= 0) {
      this.take(this.listed[this.active]);
    } else if (event.key === 'Escape' && this.isOpen) {
      this.close();
    } else {
      return;
    }
    event.preventDefault();
  }

  take(k) {
    this.value = k;
    this.close();
    this.choose(k);
  }

  // A name that was written out counts as chosen.
  leave() {
    const written = this.input.value.trim().toLowerCase();
    const same = this.listed.filter(k => this.name(k).toLowerCase() === written);
    if (this.isOpen && same.length === 1 && same[0] !== this.value) this.take(same[0]);
    else this.close();
  }

  close() {
    this.list.hidden = true;
    this.input.setAttribute('aria-expanded', 'false');
    this.input.removeAttribute('aria-activedescendant');
    this.input.value = this.name(this.value);
    if (document.activeElement === this.input) this.input.select(); // what is typed next replaces it
  }
}
