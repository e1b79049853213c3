// Links, commands and files of what is seen.
import { get } from './api.js';

const FONT = '15px sans-serif';

function save(name, blob) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}

async function copy(text) {
  const told = document.getElementById('copied');
  try {
    await navigator.clipboard.writeText(text);
    told.textContent = 'copied: ' + text;
  } catch (refused) {
    told.textContent = text; // to be copied by hand
  }
}

export class Export {
  constructor(store, state, seen, fail) {
    const on = (id, does) => document.getElementById(id).addEventListener('click', () => does().catch(fail));
    on('link', () => copy(location.href));
    on('command', async () => {
      const { image, method, target } = store.now;
      copy((await get('command', { image, method: method || 'occlusion', class: target })).command);
    });
    on('json', async () => save('explorer.json', new Blob([JSON.stringify(this.state(store, state, seen), null, 2)], { type: 'application/json' })));
    on('png', async () => save('explorer.png', await this.sheet(state, seen)));
  }

  state(store, state, seen) {
    return {
      title: state.title, command: state.command, classes: state.classes, asked: store.now, image: seen.item,
      models: seen.answers, maps: seen.maps.maps.map(({ model, width, height, values }) => ({ model, width, height, values: [...values] }))
    };
  }

  // The image, and the maps beside it.
  sheet(state, seen) {
    const parts = [document.getElementById('canvas'), ...seen.cards.map(c => c.canvas).filter(c => !c.hidden)];
    const side = 320;
    const canvas = document.createElement('canvas');
    const lines = [seen.item ? seen.item.name : '', ...(seen.answers || []).map(answer => {
      const best = answer.hidden.indexOf(Math.max(...answer.hidden));
      return `${answer.model}: ${state.classes[best]} ${(100 * answer.hidden[best]).toFixed(1)} % (clean ${(100 * answer.clean[best]).toFixed(1)} %)`;
    })];
    const pen = canvas.getContext('2d');
    pen.font = FONT;
    const widest = Math.max(...lines.map(line => pen.measureText(line).width));
    canvas.width = Math.max(parts.length * (side + 10), Math.ceil(widest) + 10) + 10; // forgets the font
    canvas.height = side + 20 + 24 * lines.length;
    pen.fillStyle = '#fff';
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.imageSmoothingEnabled = false;
    parts.forEach((part, i) => pen.drawImage(part, 10 + i * (side + 10), 10, side, side * part.height / part.width));
    pen.fillStyle = '#1c2024';
    pen.font = FONT;
    lines.forEach((line, i) => pen.fillText(line, 10, side + 30 + 24 * i));
    return new Promise(resolve => canvas.toBlob(resolve, 'image/png'));
  }
}
