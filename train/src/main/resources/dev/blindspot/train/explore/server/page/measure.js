// How long answers take on this machine: random rectangles, one after the other.
import { post, Latency } from './api.js';
import { question } from './request.js';

const COUNT = 50;

export async function measure(store, state, tell) {
  const latency = new Latency();
  let seed = 1;
  const random = (least, most) => {
    seed = (seed * 48271) % 2147483647; // the same rectangles every time
    return least + seed % (most - least + 1);
  };
  const ask = rectangles => post('predict', question({ ...store.now, rectangles, cells: '' }));
  await ask([]); // the first look at an image
  for (let i = 0; i < COUNT; i++) {
    const [w, h] = [state.width, state.height].map(side => random(Math.max(1, Math.floor(side / 8)), Math.floor(side / 2)));
    const started = performance.now();
    await ask([[random(0, state.width - w), random(0, state.height - h), w, h]]);
    latency.add(performance.now() - started);
    tell(`${i + 1} of ${COUNT} …`);
  }
  const sorted = [...latency.times].sort((a, b) => a - b);
  tell(`${COUNT} random rectangles of an eighth to half of the side: median ${latency.median.toFixed(0)} ms, nine in ten within ${sorted[Math.floor(0.9 * COUNT)].toFixed(0)} ms (all models, measured here).`);
}
