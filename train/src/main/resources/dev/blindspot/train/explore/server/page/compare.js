// Two states side by side: A, which was pinned, and B, which is looked at.
import { post } from './api.js';
import { percent, points } from './models.js';
import { fillAddress, imageAddress, loaded, question } from './request.js';
import { Stage } from './stage.js';
import { fromText, toText } from './store.js';
import { table } from './table.js';

const MOST = 8;

export class Compare {
  constructor(store, state, seen, fail) {
    this.store = store;
    this.state = state;
    this.seen = seen;
    this.pinned = '';
    const click = (id, does) => document.getElementById(id).addEventListener('click', does);
    click('pin', () => store.set({ pin: toText({ ...store.now, pin: '' }) }));
    click('unpin', () => store.set({ pin: '' }));
    click('swap', () => {
      const a = fromText(store.now.pin);
      if (a) store.set({ ...a, pin: toText({ ...store.now, pin: '' }) });
    });
    store.onChange(() => this.load().catch(fail));
    this.load().catch(fail);
  }

  // Asks again about A: a link may have brought it along.
  async load() {
    const { pin } = this.store.now;
    document.getElementById('compare').hidden = !pin;
    if (pin === this.pinned) return this.draw();
    this.pinned = pin;
    this.answers = null;
    const a = fromText(pin);
    if (!a) return;
    const [answer, clean, replacement] = await Promise.all(
      [post('predict', question(a)), loaded(imageAddress(a)), loaded(fillAddress(a))]);
    if (this.pinned !== pin) return;
    Object.assign(this, { a, clean, replacement, answers: answer.models });
    this.draw();
  }

  // B is what the page has shown last.
  draw() {
    if (!this.answers || !this.seen.answers) return;
    this.miniature('compare-a', this.a, this.clean, this.replacement);
    const { stage, asked } = this.seen;
    if (stage.clean) this.miniature('compare-b', asked || this.store.now, stage.clean, stage.replacement);
    document.getElementById('compare-table').replaceChildren(table(['Model', 'Class', 'A', 'B', 'B − A'], this.rows()));
  }

  miniature(id, now, clean, replacement) {
    const canvas = document.getElementById(id);
    Stage.paint(canvas, now, clean, replacement, this.state);
    canvas.setAttribute('aria-label', `${id.endsWith('a') ? 'A' : 'B'}: image ${now.image}`);
  }

  rows() {
    return this.answers.flatMap((a, m) => {
      const b = this.seen.answers[m];
      const order = a.hidden.map((_, k) => k)
        .sort((i, j) => Math.abs(b.hidden[j] - a.hidden[j]) - Math.abs(b.hidden[i] - a.hidden[i]) || i - j)
        .slice(0, a.hidden.length > MOST ? 3 : MOST).sort((i, j) => i - j);
      return order.map((k, i) => [
        i ? '' : a.model, this.state.classes[k], percent(a.hidden[k]), percent(b.hidden[k]), points(b.hidden[k] - a.hidden[k])
      ]);
    });
  }
}
