// Uploads with progress. Without this module the form posts as any form does.
import htmx from '../lib/htmx/htmx.esm.min.js';
import { take } from './import.js';
import { send } from './send.js';

function sendForm(form, button) {
  const problem = form.querySelector('.problem');
  const container = document.getElementById('upload').parentElement;
  // A button that is disabled says nothing of itself any more
  const content = new FormData(form, button);
  problem.textContent = '';
  button.disabled = true;
  const request = send(form.action, content, {
    place: form.querySelector('.upload-progress'),
    texts: form.dataset,
    fail: (text) => {
      problem.textContent = text;
      button.disabled = false;
    },
    done: (answer) => show(container, answer),
  });
  container.addEventListener('close', () => request.abort(), { once: true });
}

function show(container, request) {
  const page = new DOMParser().parseFromString(request.responseText, 'text/html');
  document.getElementById('upload').replaceWith(page.getElementById('upload'));
  htmx.process(container);
  container.querySelector('.actions .primary, [autofocus]')?.focus();
  if (request.status === 200) document.getElementById('sessions')?.dispatchEvent(new CustomEvent('sessions-changed', { bubbles: true, detail: { keepsDialog: true } }));
}

document.addEventListener('submit', (event) => {
  const form = event.target;
  if (!form.matches('[data-upload-form]')) return;
  event.preventDefault();
  const { size } = form.elements.file.files[0];
  if (size > Number(form.dataset.maxBytes)) form.querySelector('.problem').textContent = form.dataset.tooLarge;
  else sendForm(form, event.submitter ?? form.querySelector('.primary'));
});

// A file dropped on a session of the list, on the form's drop zone, or anywhere on a session's pages
function zoneOf({ target }) {
  const zone = target.closest?.('[data-upload], .drop');
  if (zone && !zone.closest('[data-import]')) return zone;
  return document.body.dataset.importPage && !document.querySelector('dialog[open]') ? document.body : null;
}
const carriesFiles = (event) => event.dataTransfer?.types.includes('Files');

function mark(zone) {
  for (const other of document.querySelectorAll('.dropping')) if (other !== zone) other.classList.remove('dropping');
  zone?.classList.add('dropping');
}

document.addEventListener('dragover', (event) => {
  if (!carriesFiles(event)) return;
  event.preventDefault();
  mark(zoneOf(event));
  event.dataTransfer.dropEffect = zoneOf(event) ? 'copy' : 'none';
});
document.addEventListener('dragleave', (event) => {
  if (!event.relatedTarget) mark(null);
});
document.addEventListener('drop', async (event) => {
  if (!carriesFiles(event)) return;
  event.preventDefault();
  const { files } = event.dataTransfer;
  const zone = zoneOf(event);
  mark(null);
  if (!zone || files.length === 0) return;
  if (zone === document.body) return void take(files[0]);
  if (zone.dataset.upload) await htmx.ajax('GET', zone.dataset.upload, { target: '#dialog', swap: 'innerHTML' });
  const input = document.getElementById('file');
  if (!input) return;
  input.files = files;
  input.form.querySelector('.primary').focus();
});
