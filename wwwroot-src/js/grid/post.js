// Asks the page's own handlers.

/** The page's token against requests of other sites. @returns {Record<string, string>} */
const ofPage = () => JSON.parse(document.body.getAttribute('hx-headers:inherited') ?? '{}');

/**
 * What a handler of a page of this session answers for the SKU that this page shows; null where it could not be asked.
 * @param {string} path @param {string} handler @param {object} body
 */
export function postTo(path, handler, body) {
  const address = new URL(path, location.href);
  address.search = location.search;
  return ask(address, handler, body);
}

/**
 * What a handler of this page answers for the SKU that it shows; null where it could not be asked.
 * @param {string} handler @param {object} body @returns {Promise<{ answer: Response, html: string } | null>}
 */
export function post(handler, body) {
  return ask(new URL(location.href), handler, body);
}

/** @param {URL} address @param {string} handler @param {object} body @returns {Promise<{ answer: Response, html: string } | null>} */
async function ask(address, handler, body) {
  address.searchParams.set('sku', document.querySelector('.grid')?.getAttribute('data-sku') ?? '');
  address.searchParams.set('handler', handler);
  try {
    const answer = await fetch(address, {
      method: 'POST',
      redirect: 'manual',
      headers: { ...ofPage(), 'Content-Type': 'application/json', Accept: 'text/html', 'HX-Request': 'true' },
      body: JSON.stringify(body),
    });
    return { answer, html: await answer.text() };
  } catch {
    return null;
  }
}
