// What a search found, for people: a table for each kind, whose buttons lead to it.
import { node } from './models.js';
import { button, table } from './table.js';

const percent = value => (100 * value).toFixed(1);

export class Found {
  constructor(store, state) {
    this.store = store;
    this.state = state;
  }

  show(kind, result, target) {
    const draw = { smallest: this.squares, strongest: this.squares, class: this.overClass, test: this.tested, paste: this.pasted, nearest: this.nearest };
    return draw[kind].call(this, result, this.state.classes[target]);
  }

  hide({ x, y, width, height }) {
    this.store.set({ rectangles: [[x, y, width, height]], cells: '', mode: 'hide' });
  }

  squares(found) {
    return [table(['Model', 'Square', 'Says', 'Probability', 'Scored'], found.map(f => {
      const name = k => this.state.classes[k];
      return [
        f.model,
        f.square
          ? button(`${f.square.width} px at ${f.square.x}, ${f.square.y}`, () => this.hide(f.square))
          : `none up to ${f.largestPx} px`,
        f.from === f.to ? name(f.from) : `${name(f.from)} → ${name(f.to)}`,
        `${percent(f.before)} → ${percent(f.after)} %`,
        `${f.scored}`
      ];
    }))];
  }

  overClass(found, name) {
    return [table(['Model', `Mean of ${name}`, 'Predicted', 'Other answer', 'Most'], found.map(f => [
      f.model,
      `${percent(f.before)} → ${percent(f.after)} %`,
      `${f.predictedBefore} → ${f.predictedAfter}`,
      `${f.changed} of ${f.images}`,
      f.mostChanged < 0 ? '' : button('image ' + f.mostChanged, () => this.store.set({ image: f.mostChanged }))
    ]))];
  }

  tested(found, name) {
    const rows = found.map(f => [
      f.model,
      `${f.hits} of ${f.images}`,
      f.expected === null ? '–' : percent(f.expected) + ' %',
      f.meanDrop === null ? '–' : percent(f.meanDrop) + ' points',
      f.images ? (f.p < 0.001 ? '< 0.001' : f.p.toFixed(3)) : 'not testable'
    ]);
    const against = found.some(f => f.boxesKnown) ? 'at other places beside the object' : 'at the next place towards the middle';
    return [
      table(['Model', 'Hiding decides in', 'Expected', `Mean drop of ${name}`, 'p'], rows),
      node('p', 'soft', `Over the images that each model takes for ${name}. Expected is how often hiding decides ${against}. p is of this one rectangle: it is too small for one that was searched for in these images.`)
    ];
  }

  pasted(found, name) {
    return [
      table(['Model', `Taken for ${name}`, 'Control', `Mean of ${name}`], found.map(f => f.recipients < 2
        ? [f.model, 'too few images of other classes', '', '']
        : [
          f.model,
          `${f.turned} of ${f.recipients}`,
          `${f.turnedByControl}`,
          `${percent(f.before)} → ${percent(f.pasted)} %, control ${percent(f.control)} %`
        ])),
      node('p', 'soft', `The rectangle of this image, pasted at the same place into images that the model takes for another class; as a control, that place of each other.`)
    ];
  }

  nearest(found) {
    return found.flatMap(({ model, nearest }) => {
      const row = node('div', 'neighbours');
      row.append(...nearest.map(near => {
        const cell = node('div', 'neighbour');
        const image = new Image();
        image.src = 'api/image/' + near.image;
        image.alt = near.name;
        cell.append(image, node('span', 'soft', near.cosine.toFixed(3)),
          button('Open', () => this.store.set({ image: near.image })),
          button('Paste', () => this.store.set({ fill: 'paste', other: near.image })));
        return cell;
      }));
      return [node('h3', '', model), row];
    });
  }
}
