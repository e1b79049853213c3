// The models side by side: probabilities as bars, and the change against the clean image.
const SVG = 'http://www.w3.org/2000/svg';
const MOST = 8;

export const percent = p => (100 * p).toFixed(p > 0.001 && p < 0.999 ? 1 : 2) + '\u00a0%';
export const points = d => (Math.abs(d) < 0.0005 ? '±' : d > 0 ? '+' : '−') + Math.abs(100 * d).toFixed(1);
export const best = values => values.indexOf(Math.max(...values));

// The five classes that any model thinks most likely.
export const likeliest = answers => answers[0].hidden
  .map((_, k) => [k, Math.max(...answers.map(answer => answer.hidden[k]))])
  .sort((a, b) => b[1] - a[1]).slice(0, 5).map(([k]) => k);

export function node(name, className, text) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

function track(now, clean) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('class', 'track');
  svg.setAttribute('aria-hidden', 'true');
  for (const [kind, x, width] of [['back', 0, 1], ['bar', 0, now], ['mark', clean, 0]]) {
    const part = document.createElementNS(SVG, 'rect');
    part.setAttribute('class', kind);
    part.setAttribute('x', kind === 'mark' ? Math.min(99.2, 100 * x) + '%' : 0);
    part.setAttribute('width', kind === 'mark' ? '2' : 100 * width + '%');
    part.setAttribute('height', '10');
    if (kind !== 'mark') part.setAttribute('rx', '3');
    svg.append(part);
  }
  return svg;
}

export class Models {
  constructor(state) {
    this.state = state;
    this.cards = state.models.map((model, i) => {
      const card = node('article', 'model arm-' + i % 8);
      card.dataset.model = model.name;
      const title = node('h3', '', model.name);
      title.title = model.file + '\n' + model.engine;
      const body = node('div');
      const canvas = node('canvas');
      canvas.hidden = true;
      card.append(title, body, canvas);
      document.getElementById('models').append(card);
      return { body, canvas };
    });
  }

  show(answers, label) {
    answers.forEach((answer, i) => {
      const before = best(answer.clean);
      const after = best(answer.hidden);
      const name = k => this.state.classes[k];
      const verdict = node('p', before === after ? 'verdict' : 'verdict changed',
        before === after ? `${name(after)}${label >= 0 ? (after === label ? ' ✓' : ' ✗') : ''}` : `${name(before)} → ${name(after)}`);
      const order = answer.hidden.map((_, k) => k);
      if (order.length > MOST) order.sort((a, b) => Math.max(answer.clean[b], answer.hidden[b]) - Math.max(answer.clean[a], answer.hidden[a]));
      const rows = order.slice(0, MOST).map(k => {
        const row = node('div', 'class');
        row.dataset.probability = answer.hidden[k];
        const number = node('span', 'number', percent(answer.hidden[k]) + ' ');
        number.append(node('span', 'change', points(answer.hidden[k] - answer.clean[k])));
        row.append(node('span', '', name(k)), number, track(answer.hidden[k], answer.clean[k]));
        return row;
      });
      this.cards[i].body.replaceChildren(verdict, ...rows);
    });
  }
}
