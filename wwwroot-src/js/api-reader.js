// The description of the JSON routes, drawn by Scalar.
import './api-reader-policy.js';
import '../lib/scalar/standalone.js';
import { japanese } from './api-reader-ja.js';

const place = /** @type {HTMLElement} */ (document.getElementById('api-reader'));
const { document: description, csrfCookie = '', csrfHeader = '' } = place.dataset;
// What the button says begins what it tells a screen reader
const english = { actions: { showMore: 'Show all' } };
const isDark = matchMedia('(prefers-color-scheme: dark)').matches;

// Requests that somebody tries out carry the CSRF token, where there is one
/** @param {ConstructorParameters<typeof Request>} words */
function send(...words) {
  const request = new Request(...words);
  const token = document.cookie.split('; ').find((cookie) => cookie.startsWith(`${csrfCookie}=`));
  if (token && new URL(request.url).origin === location.origin)
    request.headers.set(csrfHeader, decodeURIComponent(token.slice(csrfCookie.length + 1)));
  return fetch(request);
}

/** @type {any} */ (window).Scalar.createApiReference(place, {
  url: description,
  servers: [{ url: location.origin }],
  customFetch: send,
  localization: { translations: document.documentElement.lang === 'ja' ? japanese : english },
  theme: 'none',
  forceDarkModeState: isDark ? 'dark' : 'light',
  hideDarkModeToggle: true,
  defaultOpenFirstTag: false,
  // Nothing comes from elsewhere, and nothing goes there
  withDefaultFonts: false,
  telemetry: false,
  showDeveloperTools: 'never',
  hideClientButton: true,
  agent: { disabled: true },
  mcp: { disabled: true },
});
