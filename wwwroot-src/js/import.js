// The way of a file into a session: its beginning is shown as it is read, before all of it is sent. Without this module the form
// posts as any form does.
import { headers, send } from './send.js';

const SAMPLE = 64 * 1024;

/** The file that is on its way. @type {File | null} */
let file = null;

/** The last request for a beginning: an earlier one's answer is no news. @type {AbortController | null} */
let asking = null;

const chooser = () => /** @type {HTMLFormElement | null} */ (document.querySelector('[data-import]'));
const understanding = () => /** @type {HTMLFormElement | null} */ (document.querySelector('[data-understand]'));

function fail(text) {
  const form = understanding() ?? chooser();
  form.querySelector('.problem').textContent = text;
  for (const button of form.querySelectorAll('button.primary')) button.disabled = false;
}

/** A workbook has its list of contents at its end. */
const isWorkbook = async () => (await file.slice(0, 2).text()) === 'PK';

/** Shows how the file's beginning is read by what the form says. @param {FormData} said */
async function understand(said) {
  const form = chooser();
  const whole = file.size <= SAMPLE || (await isWorkbook());
  said.set('file', whole ? file : file.slice(0, SAMPLE), file.name);
  said.set('name', file.name);
  said.set('whole', String(whole));
  asking?.abort();
  asking = new AbortController();
  const focused = document.activeElement?.id;
  try {
    const answer = await fetch(form.dataset.sample, { method: 'POST', headers: headers(), body: said, signal: asking.signal });
    if (answer.status !== 200) return fail(form.dataset.failed);
    document.getElementById('understanding').innerHTML = await answer.text();
  } catch (problem) {
    return problem.name === 'AbortError' ? undefined : fail(form.dataset.failed);
  }
  form.hidden = true;
  document.querySelector('.head .steps').hidden = true;
  document.getElementById('import-name').textContent = file.name;
  (focused && focused !== 'file' && document.getElementById(focused)
    ? document.getElementById(focused)
    : understanding().querySelector('.review-main [data-set], button.primary'))?.focus();
}

function choose(chosen) {
  file = chosen;
  const form = chooser();
  document.getElementById('import-problems').replaceChildren();
  form.querySelector('.problem').textContent = '';
  if (file.size > Number(form.dataset.maxBytes)) fail(form.dataset.tooLarge);
  else understand(new FormData());
}

function load(form, submitter) {
  const content = new FormData(form);
  content.set('file', file, file.name);
  if (submitter?.name) content.set(submitter.name, submitter.value);
  const button = form.querySelector('button.primary');
  button.disabled = true;
  const request = send(form.action, content, {
    place: form.querySelector('.upload-progress'),
    texts: chooser().dataset,
    fail,
    done: ({ responseText }) => {
      button.disabled = false;
      const page = new DOMParser().parseFromString(responseText, 'text/html');
      const problems = document.getElementById('import-problems');
      problems.replaceWith(page.getElementById('import-problems'));
      const place = document.getElementById('import-problems').querySelector('[role="region"], [role="alert"]');
      place?.setAttribute('tabindex', '0');
      place?.focus();
    },
  });
  addEventListener('pagehide', () => request.abort(), { once: true });
}

/** Keeps what was said of the file for the next of its kind. */
async function save(form, button) {
  const answer = await fetch(button.formAction, { method: 'POST', headers: headers(), body: new FormData(form) });
  form.querySelector('[data-saved]').textContent = [200, 422].includes(answer.status) ? await answer.text() : chooser().dataset.failed;
}

document.addEventListener('change', ({ target }) => {
  if (target.matches('[data-import] input[type="file"]') && target.files.length > 0) choose(target.files[0]);
  const form = target.closest('[data-understand]');
  if (!form || !file || target.matches('[data-quiet]')) return;
  const said = new FormData(form);
  // Other lines or cells make other columns
  if (target.matches('[data-anew]')) for (const name of [...said.keys()]) if (/^(field|header)\./.test(name)) said.delete(name);
  understand(said);
});

document.addEventListener('click', ({ target }) => {
  const button = target.closest('[data-set]');
  const form = button?.closest('[data-understand]');
  if (!form) return;
  form.elements[button.dataset.set].value = button.dataset.to;
  form.elements[button.dataset.set].dispatchEvent(new Event('change', { bubbles: true }));
});

document.addEventListener('submit', (event) => {
  const form = event.target;
  if (form.matches('[data-import]') && form.elements.file.files.length > 0) {
    event.preventDefault();
    choose(form.elements.file.files[0]);
  } else if (event.submitter?.matches('[data-save]')) {
    event.preventDefault();
    save(form, event.submitter);
  } else if (form.matches('[data-understand]') && file) {
    event.preventDefault();
    load(form, event.submitter);
  }
});

// Chosen before this module was there
const early = /** @type {HTMLInputElement | null} */ (document.querySelector('[data-import] input[type="file"]'))?.files[0];
if (early) choose(early);

/** Takes a file that was dropped on a session's page: the page of imports comes to it. @param {File} dropped */
export async function take(dropped) {
  const address = document.body.dataset.importPage;
  if (!chooser()) {
    const answer = await fetch(address);
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    document.getElementById('main').replaceWith(page.getElementById('main'));
    document.title = page.title;
    history.pushState(null, '', address);
    addEventListener('popstate', () => location.reload(), { once: true });
  }
  choose(dropped);
}
