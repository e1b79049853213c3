// Tables and buttons of what was found.
export function table(head, rows) {
  const box = document.createElement('div');
  box.className = 'scroll';
  box.tabIndex = 0; // keys scroll it where it is too wide
  box.setAttribute('role', 'region');
  box.setAttribute('aria-label', head.join(', '));
  const made = document.createElement('table');
  const line = (cells, name) => {
    const row = document.createElement('tr');
    cells.forEach(content => {
      const cell = document.createElement(name);
      cell.append(content);
      row.append(cell);
    });
    return row;
  };
  made.append(line(head, 'th'), ...rows.map(cells => line(cells, 'td')));
  box.append(made);
  return box;
}

export function button(text, does) {
  const made = document.createElement('button');
  made.type = 'button';
  made.textContent = text;
  made.addEventListener('click', does);
  return made;
}
