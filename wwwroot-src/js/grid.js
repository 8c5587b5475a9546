// The PSI grid: the keys, and what they do. Moving is grid-cursor.js, editing is grid-edit.js.
import { Cursor } from './grid-cursor.js';
import { Editor } from './grid-edit.js';

const table = document.querySelector('.grid');

function start() {
  const cursor = new Cursor(table);
  const form = document.getElementById('cell');
  const editor = new Editor(cursor, form, document.getElementById('cell-note'));

  const moves = {
    ArrowUp: (far) => cursor.move(far ? -Infinity : -1, 0),
    ArrowDown: (far) => cursor.move(far ? Infinity : 1, 0),
    ArrowLeft: (far) => cursor.move(0, far ? -Infinity : -1),
    ArrowRight: (far) => cursor.move(0, far ? Infinity : 1),
    PageUp: () => cursor.move(-cursor.rowsInView(), 0),
    PageDown: () => cursor.move(cursor.rowsInView(), 0),
    Home: (far) => cursor.move(far ? -Infinity : 0, -Infinity),
    End: (far) => cursor.move(far ? Infinity : 0, Infinity),
  };
  const commands = {
    Enter: () => editor.open({ caret: true }),
    F2: () => editor.open({ caret: true }),
    Delete: () => editor.clear(),
    Backspace: () => editor.clear(),
    t: () => cursor.toToday(),
  };

  table.addEventListener('keydown', (event) => {
    if (event.isComposing || event.altKey || event.target.tagName !== 'TD') return;
    const far = event.ctrlKey || event.metaKey;
    if (moves[event.key]) moves[event.key](far);
    else if (far) return;
    else if (commands[event.key]) commands[event.key]();
    else if (event.key === 'Process') return editor.open({ text: '' });
    else if (/^[0-9０-９+\-*=.－＋＊＝．]$/.test(event.key)) editor.open({ text: event.key });
    else return;
    event.preventDefault();
  });
  document.addEventListener('keydown', (event) => {
    if (event.key !== 't' || event.ctrlKey || event.metaKey || event.target.closest('input, textarea, select, dialog, .grid')) return;
    cursor.toToday();
  });
  table.addEventListener('click', ({ target }) => {
    if (target === cursor.cell) editor.open({});
  });
}

if (table?.querySelector('tbody tr:not(.group) > td')) start();
