// Sends a form with a file, with progress.

/** @param {number} bytes */
const megabytes = (bytes) => (bytes / 1048576).toLocaleString(document.documentElement.lang, { maximumFractionDigits: 1, minimumFractionDigits: 1 });

/** What every request of a page carries. @returns {Record<string, string>} */
export const headers = () => ({ ...JSON.parse(document.body.getAttribute('hx-headers:inherited') ?? '{}'), 'HX-Request': 'true', 'HX-Current-URL': location.href });

/**
 * @param {string} address
 * @param {FormData} content
 * @param {{ place: HTMLElement, texts: DOMStringMap, fail: (text: string) => void, done: (request: XMLHttpRequest) => void }} to
 *   where progress is shown, what is said, and what follows
 * @returns {XMLHttpRequest} the request, to be given up
 */
export function send(address, content, { place, texts, fail, done }) {
  const { sent = '', reading = '', failed = '' } = texts;
  const bar = /** @type {HTMLProgressElement} */ (place.querySelector('progress'));
  const said = /** @type {HTMLElement} */ (place.querySelector('[role="status"]'));
  const request = new XMLHttpRequest();
  request.upload.addEventListener('progress', ({ loaded, total }) => {
    bar.value = loaded / total;
    said.textContent = sent.replace('{0}', megabytes(loaded)).replace('{1}', megabytes(total));
  });
  request.upload.addEventListener('load', () => {
    bar.removeAttribute('value');
    said.textContent = reading;
  });
  request.addEventListener('error', () => fail(failed));
  request.addEventListener('loadend', () => {
    place.hidden = true;
  });
  request.addEventListener('load', () => {
    const elsewhere = request.getResponseHeader('HX-Redirect');
    if (elsewhere) location.assign(elsewhere);
    else if (![200, 413, 422].includes(request.status)) fail(failed);
    else done(request);
  });
  place.hidden = false;
  request.open('POST', address);
  for (const [name, value] of Object.entries(headers())) request.setRequestHeader(name, value);
  request.send(content);
  return request;
}
