// A file that is understood is sent, with progress; how its kind is read is kept for the next.
import { fail, part, texts } from './import-parts.js';
import { headers, send } from './send.js';

/** @param {HTMLFormElement} form @param {File} file @param {HTMLButtonElement | null} submitter */
export function load(form, file, submitter) {
  const content = new FormData(form);
  content.set('file', file, file.name);
  if (submitter?.name) content.set(submitter.name, submitter.value);
  const button = /** @type {HTMLButtonElement} */ (form.querySelector('button.primary'));
  button.disabled = true;
  const request = send(form.action, content, {
    place: /** @type {HTMLElement} */ (form.querySelector('.upload-progress')),
    texts: texts(),
    fail,
    done: ({ responseText }) => {
      button.disabled = false;
      showProblems(responseText);
    },
  });
  addEventListener('pagehide', () => request.abort(), { once: true });
}

/** @param {string} html The page of the import, with what is wrong with the file. */
function showProblems(html) {
  const page = new DOMParser().parseFromString(html, 'text/html');
  const problems = page.getElementById('import-problems');
  if (problems) part('import-problems').replaceWith(problems);
  const place = /** @type {HTMLElement | null} */ (part('import-problems').querySelector('[role="region"], [role="alert"]'));
  place?.setAttribute('tabindex', '0');
  place?.focus();
}

/** Keeps what was said of the file for the next of its kind. @param {HTMLFormElement} form @param {HTMLButtonElement} button */
export async function save(form, button) {
  const answer = await fetch(button.formAction, { method: 'POST', headers: headers(), body: new FormData(form) });
  const said = form.querySelector('[data-saved]');
  if (said) said.textContent = [200, 422].includes(answer.status) ? await answer.text() : texts().failed ?? '';
}
