// The way of a file into a session: its beginning is shown as it is read, before all of it is sent. Without this module the form
// posts as any form does.
import { chooser, fail, part, texts, understanding } from './import-parts.js';
import { load, save } from './import-sending.js';
import { headers } from './send.js';

const SAMPLE = 64 * 1024;

/** The file that is on its way. @type {File | null} */
let file = null;

/** The last request for a beginning: an earlier one's answer is no news. @type {AbortController | null} */
let asking = null;

/** A workbook has its list of contents at its end. @param {File} chosen */
const isWorkbook = async (chosen) => (await chosen.slice(0, 2).text()) === 'PK';

/** Shows how a file's beginning is read by what the form says. @param {File} chosen @param {FormData} said */
async function understand(chosen, said) {
  const whole = chosen.size <= SAMPLE || (await isWorkbook(chosen));
  said.set('file', whole ? chosen : chosen.slice(0, SAMPLE), chosen.name);
  said.set('name', chosen.name);
  said.set('whole', String(whole));
  asking?.abort();
  asking = new AbortController();
  const focused = document.activeElement?.id;
  try {
    const answer = await fetch(texts().sample ?? '', { method: 'POST', headers: headers(), body: said, signal: asking.signal });
    if (answer.status !== 200) return fail(texts().failed);
    part('understanding').innerHTML = await answer.text();
  } catch (problem) {
    return problem instanceof DOMException && problem.name === 'AbortError' ? undefined : fail(texts().failed);
  }
  const before = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('[data-import], .head .steps'));
  for (const element of before) element.hidden = true;
  part('import-name').textContent = chosen.name;
  const again = focused && focused !== 'file' ? document.getElementById(focused) : null;
  const first = /** @type {HTMLElement | null | undefined} */ (understanding()?.querySelector('.review-main [data-set], button.primary'));
  (again ?? first)?.focus();
}

/** @param {File} chosen */
function choose(chosen) {
  file = chosen;
  part('import-problems').replaceChildren();
  fail();
  if (chosen.size > Number(texts().maxBytes)) fail(texts().tooLarge);
  else void understand(chosen, new FormData());
}

/** The file that was chosen in a form. @param {ParentNode | null} form */
const fileOf = (form) => /** @type {HTMLInputElement | null | undefined} */ (form?.querySelector('input[type="file"]'))?.files?.[0];

document.addEventListener('change', ({ target }) => {
  if (!(target instanceof Element)) return;
  const chosen = target.matches('input[type="file"]') ? fileOf(target.closest('[data-import]')) : undefined;
  if (chosen) choose(chosen);
  const form = /** @type {HTMLFormElement | null} */ (target.closest('[data-understand]'));
  if (!form || !file || target.matches('[data-quiet]')) return;
  const said = new FormData(form);
  // Other lines or cells make other columns
  if (target.matches('[data-anew]')) for (const name of [...said.keys()]) if (/^(field|header)\./.test(name)) said.delete(name);
  void understand(file, said);
});

document.addEventListener('click', ({ target }) => {
  const button = /** @type {HTMLElement | null} */ (target instanceof Element ? target.closest('[data-set]') : null);
  const form = /** @type {HTMLFormElement | null | undefined} */ (button?.closest('[data-understand]'));
  if (!button || !form) return;
  const field = /** @type {HTMLInputElement | HTMLSelectElement} */ (form.elements.namedItem(button.dataset.set ?? ''));
  field.value = button.dataset.to ?? '';
  field.dispatchEvent(new Event('change', { bubbles: true }));
});

document.addEventListener('submit', (event) => {
  const form = /** @type {HTMLFormElement} */ (event.target);
  const submitter = /** @type {HTMLButtonElement | null} */ (event.submitter);
  const chosen = form.matches('[data-import]') ? fileOf(form) : undefined;
  if (chosen) {
    event.preventDefault();
    choose(chosen);
  } else if (submitter?.matches('[data-save]')) {
    event.preventDefault();
    void save(form, submitter);
  } else if (form.matches('[data-understand]') && file) {
    event.preventDefault();
    load(form, file, submitter);
  }
});

// Chosen before this module was there
const early = fileOf(chooser());
if (early) choose(early);

/** Takes a file that was dropped on a session's page: the page of imports comes to it. @param {File} dropped */
export async function take(dropped) {
  const address = document.body.dataset.importPage ?? '';
  if (!chooser()) {
    const answer = await fetch(address);
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    part('main').replaceWith(/** @type {HTMLElement} */ (page.getElementById('main')));
    document.title = page.title;
    history.pushState(null, '', address);
    addEventListener('popstate', () => location.reload(), { once: true });
  }
  choose(dropped);
}
