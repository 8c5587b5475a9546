// How far something long is that the page has asked for.

/**
 * @param {string} address
 * @returns {Promise<number | null>} percent; null while nothing is known
 */
export async function percentOf(address) {
  try {
    // As pages are asked for: what asks for JSON is taken for a script of the prototype's
    const answer = await fetch(address, { headers: { Accept: 'text/html' }, redirect: 'error' });
    return answer.ok ? await answer.json() : null;
  } catch {
    // The answer to the long thing itself says what went wrong
    return null;
  }
}
