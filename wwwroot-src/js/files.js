// Files that are dropped or sent. What is done with them is loaded with the first of them.

/** @typedef {HTMLElement | null} Zone */

/** A session of the list, a form's drop zone, or anywhere on a session's pages. @param {Event} event @returns {Zone} */
function zoneOf({ target }) {
  const zone = /** @type {Zone} */ (target instanceof Element ? target.closest('[data-upload], .drop') : null);
  if (zone && !zone.closest('[data-import]')) return zone;
  return document.body.dataset.importPage && !document.querySelector('dialog[open]') ? document.body : null;
}

/** @param {DragEvent} event */
const carriesFiles = ({ dataTransfer }) => dataTransfer?.types.includes('Files');

/** @param {Zone} zone */
function mark(zone) {
  for (const other of document.querySelectorAll('.dropping')) if (other !== zone) other.classList.remove('dropping');
  zone?.classList.add('dropping');
}

document.addEventListener('dragover', (event) => {
  if (!carriesFiles(event)) return;
  event.preventDefault();
  const zone = zoneOf(event);
  mark(zone);
  if (event.dataTransfer) event.dataTransfer.dropEffect = zone ? 'copy' : 'none';
});
document.addEventListener('dragleave', ({ relatedTarget }) => {
  if (!relatedTarget) mark(null);
});
document.addEventListener('drop', async (event) => {
  const { dataTransfer } = event;
  if (!dataTransfer || !carriesFiles(event)) return;
  event.preventDefault();
  const { files } = dataTransfer;
  const zone = zoneOf(event);
  mark(null);
  if (!zone || files.length === 0) return;
  if (zone === document.body) (await import('./import.js')).take(files[0]);
  else (await import('./upload.js')).drop(zone, files);
});
document.addEventListener('submit', async (event) => {
  const form = /** @type {HTMLFormElement} */ (event.target);
  if (!form.matches('[data-upload-form]')) return;
  event.preventDefault();
  const button = /** @type {HTMLButtonElement} */ (event.submitter ?? form.querySelector('.primary'));
  (await import('./upload.js')).upload(form, button);
});
if (document.querySelector('[data-import]')) void import('./import.js');
