// What is done to the whole image: an arm's augmentation, a corruption and its severity, another draw.
const title = word => word.replaceAll('-', ' ');

export class Alter {
  constructor(store, state) {
    this.store = store;
    const element = id => document.getElementById(id);
    state.corruptions.forEach(word => element('corruption').add(new Option(title(word), word)));
    element('severity').max = state.severities;
    state.augmented.forEach(arm => element('arm').add(new Option('as ' + arm, arm)));
    element('arm').closest('label').hidden = !state.augmented.length;
    element('corruption').addEventListener('change', event => store.set({ corruption: event.target.value }));
    element('arm').addEventListener('change', event => store.set({ arm: event.target.value }));
    element('severity').addEventListener('input', event => store.set({ severity: Number(event.target.value) }, { dragging: true }));
    element('severity').addEventListener('change', () => { if (store.beforeDrag) store.set({}); });
    element('redraw').addEventListener('click', () => store.set({ draw: store.now.draw + 1 }));
    store.onChange(() => this.show());
    this.show();
  }

  show() {
    const { corruption, severity, arm, draw } = this.store.now;
    const element = id => document.getElementById(id);
    element('corruption').value = corruption;
    element('severity').value = severity;
    element('severity-text').textContent = severity;
    element('severity').disabled = !corruption;
    element('arm').value = arm;
    element('redraw').disabled = !corruption && !arm;
    element('draw').textContent = corruption || arm ? 'draw ' + draw : '';
  }
}
