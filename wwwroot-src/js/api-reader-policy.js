// Scalar writes styles as markup, which our policy refuses. Here they go the ways that it allows: style elements get this
// answer's nonce, style attributes are set as properties. To be loaded before Scalar.
const nonce = /** @type {HTMLMetaElement} */ (document.querySelector('meta[property="csp-nonce"]')).content;
const { createElement } = Document.prototype;
const { setAttribute } = Element.prototype;
const innerHTML = /** @type {Required<PropertyDescriptor>} */ (Object.getOwnPropertyDescriptor(Element.prototype, 'innerHTML'));

Document.prototype.createElement = function (/** @type {[string, any]} */ ...words) {
  const element = createElement.apply(this, words);
  if (element instanceof HTMLStyleElement) element.nonce = nonce;
  return element;
};

Element.prototype.setAttribute = function (/** @type {string} */ name, /** @type {string} */ value) {
  if (name === 'style') /** @type {HTMLElement} */ (this).style.cssText = value;
  else setAttribute.call(this, name, value);
};

// Code blocks come as markup that tells how wide their line numbers are
const codeBlock = /^(<code(?: class="[^"]*")?) style="([^"]*)"/;
Object.defineProperty(Element.prototype, 'innerHTML', {
  ...innerHTML,
  set(markup) {
    const style = codeBlock.exec(markup)?.[2];
    innerHTML.set.call(this, style ? String(markup).replace(codeBlock, '$1') : markup);
    if (style) this.firstElementChild.style.cssText = style;
  },
});

// Its schema library would try whether the policy allows eval
globalThis.__zod_globalConfig = { jitless: true };
