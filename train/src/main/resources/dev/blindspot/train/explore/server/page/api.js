// Requests to the server. Addresses are relative: the token is part of the page's own.
async function read(response) {
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error || response.statusText);
  return answer;
}

export const get = async (path, query) =>
  read(await fetch('api/' + path + (query ? '?' + new URLSearchParams(query) : '')));

export const post = async (path, body) =>
  read(await fetch('api/' + path, {
    method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body)
  }));

// One request at a time; while it runs, only the newest of those that come is kept.
export function latest(work) {
  let running = false;
  let next = null;
  return async function ask(wanted) {
    if (running) { next = { wanted }; return; }
    running = true;
    try {
      await work(wanted);
    } finally {
      running = false;
      if (next) {
        const then = next;
        next = null;
        ask(then.wanted);
      }
    }
  };
}

// Time from a request to its answer, median of the last 50.
export class Latency {
  times = [];
  add(millis) {
    this.times.push(millis);
    if (this.times.length > 50) this.times.shift();
  }
  get median() {
    const sorted = [...this.times].sort((a, b) => a - b);
    return sorted.length ? sorted[Math.floor(sorted.length / 2)] : NaN;
  }
}
