// Hears of what is committed in a planning session, while the page is seen: hidden pages listen to nothing, since browsers have few
// connections to spare.

/** How long a page stays hidden before it stops listening. */
const HIDDEN = 5000;
const WAITS = [2000, 5000, 15000, 60000];
const NAMES = ['change', 'import', 'move', 'session', 'reload', 'here'];

/** Dispatches what it hears by its name, with its data as the detail; `open` and `close` say whether it hears. */
export class Events extends EventTarget {
  #address;
  /** @type {EventSource | null} */
  #source = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  #failures = 0;
  #isEnded = false;

  /** @param {string} address */
  constructor(address) {
    super();
    this.#address = address;
    document.addEventListener('visibilitychange', () => this.#follow());
    addEventListener('pagehide', () => this.#close());
    addEventListener('pageshow', () => this.#follow());
    this.#follow();
  }

  /** Listens no more. */
  end() {
    this.#isEnded = true;
    clearTimeout(this.#timer);
    this.#close();
  }

  #follow() {
    clearTimeout(this.#timer);
    if (document.hidden) this.#timer = setTimeout(() => this.#close(), HIDDEN);
    else if (!this.#source && !this.#isEnded) this.#open();
  }

  #open() {
    const source = new EventSource(this.#address);
    this.#source = source;
    source.addEventListener('open', () => {
      this.#failures = 0;
      this.dispatchEvent(new Event('open'));
    });
    for (const name of NAMES) {
      source.addEventListener(name, ({ data }) => this.dispatchEvent(new CustomEvent(name, { detail: JSON.parse(data) })));
    }
    source.addEventListener('error', () => {
      // The browser tries again by itself, but not after a refusal
      if (source.readyState !== EventSource.CLOSED || this.#source !== source) return;
      this.#close();
      const wait = WAITS[Math.min(this.#failures++, WAITS.length - 1)];
      this.#timer = setTimeout(() => this.#follow(), wait);
    });
  }

  #close() {
    this.#source?.close();
    this.#source = null;
    this.dispatchEvent(new Event('close'));
  }
}
