// What the page of an import is made of.

export const chooser = () => /** @type {HTMLFormElement | null} */ (document.querySelector('[data-import]'));
export const understanding = () => /** @type {HTMLFormElement | null} */ (document.querySelector('[data-understand]'));

/** A part that the page of an import always has. @param {string} id */
export const part = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

/** What the page says, in the planner's language. @returns {DOMStringMap} */
export const texts = () => chooser()?.dataset ?? {};

/** Says what went wrong; what was entered stays, to be sent again. @param {string} [text] */
export function fail(text = '') {
  const form = understanding() ?? chooser();
  const problem = form?.querySelector('.problem');
  if (problem) problem.textContent = text;
  const buttons = /** @type {NodeListOf<HTMLButtonElement> | undefined} */ (form?.querySelectorAll('button.primary'));
  for (const button of buttons ?? []) button.disabled = false;
}
