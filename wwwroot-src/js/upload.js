// Uploads with progress. Without this module the form posts as any form does.
import htmx from '../lib/htmx/htmx.esm.min.js';
import { send } from './send.js';

/** @param {HTMLFormElement} form @param {HTMLButtonElement} button */
function sendForm(form, button) {
  const problem = /** @type {HTMLElement} */ (form.querySelector('.problem'));
  const container = /** @type {HTMLElement} */ (document.getElementById('upload')?.parentElement);
  // A button that is disabled says nothing of itself any more
  const content = new FormData(form, button);
  problem.textContent = '';
  button.disabled = true;
  const request = send(form.action, content, {
    place: /** @type {HTMLElement} */ (form.querySelector('.upload-progress')),
    texts: form.dataset,
    fail: (text) => {
      problem.textContent = text;
      button.disabled = false;
    },
    done: (answer) => show(container, answer),
  });
  container.addEventListener('close', () => request.abort(), { once: true });
}

/** @param {HTMLElement} container @param {XMLHttpRequest} request */
function show(container, request) {
  const page = new DOMParser().parseFromString(request.responseText, 'text/html');
  document.getElementById('upload')?.replaceWith(/** @type {HTMLElement} */ (page.getElementById('upload')));
  htmx.process(container);
  /** @type {HTMLElement | null} */ (container.querySelector('.actions .primary, [autofocus]'))?.focus();
  if (request.status !== 200) return;
  const changed = new CustomEvent('sessions-changed', { bubbles: true, detail: { keepsDialog: true } });
  document.getElementById('sessions')?.dispatchEvent(changed);
}

/** Sends what was chosen in a form. @param {HTMLFormElement} form @param {HTMLButtonElement} button */
export function upload(form, button) {
  const { size = 0 } = /** @type {HTMLInputElement} */ (form.elements.namedItem('file')).files?.[0] ?? {};
  if (size <= Number(form.dataset.maxBytes)) return sendForm(form, button);
  const problem = /** @type {HTMLElement} */ (form.querySelector('.problem'));
  problem.textContent = form.dataset.tooLarge ?? '';
}

/** Puts files that were dropped into the form, which a session of the list opens first. @param {HTMLElement} zone @param {FileList} files */
export async function drop(zone, files) {
  if (zone.dataset.upload) await htmx.ajax('GET', zone.dataset.upload, { target: '#dialog', swap: 'innerHTML' });
  const input = /** @type {HTMLInputElement | null} */ (document.getElementById('file'));
  if (!input) return;
  input.files = files;
  /** @type {HTMLElement | null | undefined} */ (input.form?.querySelector('.primary'))?.focus();
}
