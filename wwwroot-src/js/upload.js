// Uploads with progress. Without this module the form posts as any form does.
import htmx from '../lib/htmx/htmx.esm.min.js';

const megabytes = (bytes) => (bytes / 1048576).toLocaleString(document.documentElement.lang, { maximumFractionDigits: 1, minimumFractionDigits: 1 });

function send(form, button) {
  const [bar, said] = form.querySelectorAll('progress, [role="status"]');
  const problem = form.querySelector('.problem');
  const container = document.getElementById('upload').parentElement;
  const request = new XMLHttpRequest();

  const fail = (text) => {
    problem.textContent = text;
    bar.parentElement.hidden = true;
    button.disabled = false;
  };
  request.upload.addEventListener('progress', ({ loaded, total }) => {
    bar.value = loaded / total;
    said.textContent = form.dataset.sent.replace('{0}', megabytes(loaded)).replace('{1}', megabytes(total));
  });
  request.upload.addEventListener('load', () => {
    bar.removeAttribute('value');
    said.textContent = form.dataset.reading;
  });
  request.addEventListener('error', () => fail(form.dataset.failed));
  request.addEventListener('load', () => {
    const elsewhere = request.getResponseHeader('HX-Redirect');
    if (elsewhere) location.assign(elsewhere);
    else if (![200, 413, 422].includes(request.status)) fail(form.dataset.failed);
    else show(container, request);
  });
  container.addEventListener('close', () => request.abort(), { once: true });

  // A button that is disabled says nothing of itself any more
  const content = new FormData(form, button);
  problem.textContent = '';
  button.disabled = true;
  bar.parentElement.hidden = false;
  request.open('POST', form.action);
  const headers = { ...JSON.parse(document.body.getAttribute('hx-headers:inherited')), 'HX-Request': 'true', 'HX-Current-URL': location.href };
  for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
  request.send(content);
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
  else send(form, event.submitter ?? form.querySelector('.primary'));
});

// A file dropped on a session of the list, or on the form's drop zone
const zoneOf = (event) => event.target.closest?.('[data-upload], .drop');
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
  if (zone.dataset.upload) await htmx.ajax('GET', zone.dataset.upload, { target: '#dialog', swap: 'innerHTML' });
  const input = document.getElementById('file');
  if (!input) return;
  input.files = files;
  input.form.querySelector('.primary').focus();
});
