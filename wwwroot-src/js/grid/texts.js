// The page's texts in the planner's language: the server writes them, here they are filled in.

/** @type {Map<string, string>} */
let texts;

/** @param {string} name @param {...(string | number)} values */
export function text(name, ...values) {
  texts ??= read();
  return (texts.get(name) ?? name).replace(/\{(\d)\}/g, (_, index) => String(values[Number(index)] ?? ''));
}

function read() {
  const template = /** @type {HTMLTemplateElement} */ (document.getElementById('grid-texts'));
  return new Map([...template.content.querySelectorAll('[data-name]')].map((element) => [
    /** @type {HTMLElement} */ (element).dataset.name ?? '', element.textContent ?? '']));
}

const language = document.documentElement.lang;

/** A number as the page writes it. @param {number} value */
export const number = (value) => value.toLocaleString(language, { maximumFractionDigits: 2 });
