// Tables as text. Lines end with any of the three line ends; quoted cells may hold line ends, tabs and doubled quotes.

const QUOTED = /"((?:[^"]|"")*)"(?=[\t\n]|$)/y;

/**
 * Reads what another program put on the clipboard. Exactly one line end at the end is dropped.
 * @param {string} text @returns {string[][]}
 */
export function readTable(text) {
  /** @type {string[][]} */
  const rows = [[]];
  const plain = text.replaceAll('\r\n', '\n').replaceAll('\r', '\n');
  const all = plain.endsWith('\n') ? plain.slice(0, -1) : plain;
  let at = 0;
  while (at <= all.length) {
    QUOTED.lastIndex = at;
    const quoted = QUOTED.exec(all);
    const end = quoted ? at + quoted[0].length : nextOf(all, at);
    rows[rows.length - 1].push(quoted ? quoted[1].replaceAll('""', '"') : all.slice(at, end));
    if (all[end] === '\n') rows.push([]);
    at = end + 1;
  }
  return rows;
}

/** @param {string} text @param {number} from */
function nextOf(text, from) {
  for (let at = from; at < text.length; at++) if (text[at] === '\t' || text[at] === '\n') return at;
  return text.length;
}

/** The first table of a piece of HTML. @param {string} html @returns {string[][]} */
export function readHtml(html) {
  const table = new DOMParser().parseFromString(html, 'text/html').querySelector('table');
  if (!table) return [];
  return [...table.rows].map((row) => [...row.cells].map((cell) => (cell.textContent ?? '').trim()));
}

/** @param {string[][]} rows */
export function writeTable(rows) {
  return rows.map((row) => row.map((cell) => (/["\t\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join('\t')).join('\n');
}

/** @param {string[][]} rows */
export function writeHtml(rows) {
  const table = document.createElement('table');
  for (const row of rows) {
    const line = table.insertRow();
    for (const cell of row) line.insertCell().textContent = cell;
  }
  return table.outerHTML;
}
