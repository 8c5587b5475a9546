// Gestures on their way to the server: one request at a time, in their order, while the planner types on. States: idle, sending,
// offline (kept, tried again), contested (waits for "mine" or "theirs"). See docs/grid.md.
import { post } from './post.js';

/**
 * @typedef {import('./sheet.js').Sheet} Sheet
 * @typedef {import('./sheet.js').Entry} EntryBody
 * @typedef {{ key: string, entry: string, seen: string | null }} Cell
 * @typedef {{ cells: Cell[], take?: () => string | undefined, changeId?: string, kind: string, isAgain?: boolean, action?: object }} Gesture
 * @typedef {{ by?: string | null, isMoot?: () => boolean }} News What somebody else did; moot where it was this page itself.
 * @typedef {'idle' | 'sending' | 'offline' | 'contested'} QueueState
 */

/** What is shown of "back to imported" until it is so. */
const BLANK = '↺';

/** How entries are to be read, where they were not typed. */
const WAYS = new Map([['paste', 'Pasted'], ['fill', 'Filled']]);

const WAITS = [1000, 2000, 5000, 10000];

export class Queue extends EventTarget {
  /** @type {QueueState} */
  state = 'idle';
  #sheet;
  /** @type {Gesture[]} */
  #waiting = [];
  /** @type {News[]} What others did, to be fetched when nothing of ours is on its way. */
  #news = [];
  /** Whether the last answer asked to sign in. */
  isSignedOut = false;
  #failures = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /** @param {Sheet} sheet */
  constructor(sheet) {
    super();
    this.#sheet = sheet;
    addEventListener('online', () => this.retry());
    addEventListener('beforeunload', (event) => {
      if (this.#waiting.length > 0) event.preventDefault();
    });
  }

  get length() {
    return this.#waiting.length;
  }

  /** @param {string} key */
  isPending(key) {
    return this.#waiting.some((gesture) => gesture.cells.some((cell) => cell.key === key));
  }

  /** @param {Gesture} gesture */
  add(gesture) {
    this.#waiting.push(gesture);
    for (const cell of gesture.cells) this.#mark(cell.key, cell.entry);
    if (this.state === 'idle') void this.#send();
    else this.#changed();
  }

  /** Fetches what others changed, after what is on its way. @param {News} news */
  refresh(news) {
    this.#news.push(news);
    if (this.state === 'idle') void this.#send();
  }

  /** Tries again what could not be sent. */
  retry() {
    if (this.state !== 'offline') return;
    clearTimeout(this.#timer);
    void this.#send();
  }

  /** Goes on with a gesture whose conflicts are settled; without cells it only fetches what holds. @param {Cell[]} cells */
  settle(cells) {
    const gesture = this.#waiting[0];
    for (const { key } of gesture.cells) if (!cells.some((cell) => cell.key === key)) this.#unmark(key, gesture);
    gesture.cells = cells;
    void this.#send();
  }

  /** @returns {Promise<void>} */
  async #send() {
    const gesture = this.#waiting[0];
    if (!gesture) return this.#fetch();
    // Only now is known what the step before it did
    if (gesture.take) gesture.changeId ??= gesture.take();
    if (gesture.take && gesture.changeId === undefined) return this.#skip(gesture);
    this.#become('sending');
    const sent = await post(gesture.action ? 'Act' : gesture.changeId === undefined ? 'Cells' : 'Step', this.#body(gesture));
    if (!sent) return this.#fail(gesture, 0);
    const { answer, html } = sent;
    this.isSignedOut = answer.type === 'opaqueredirect';
    if (answer.status === 409) return this.#contest(gesture, html);
    // A step that the server knows nothing of is gone with it; the page shows what holds
    const isLost = gesture.take && (answer.status === 400 || answer.status === 404);
    if (!answer.ok && answer.status !== 422 && !isLost) return this.#fail(gesture, answer.status);
    this.#failures = 0;
    this.#finish(gesture, isLost ? 204 : answer.status, html);
  }

  /** What others did; what can't be fetched now is with the next event, or once the stream comes back. @returns {Promise<void>} */
  async #fetch() {
    const news = this.#news.filter(({ isMoot }) => !isMoot?.());
    this.#news = [];
    if (news.length === 0) return this.#become('idle');
    this.#become('sending');
    const sent = await post('Current', { blocks: this.blocks() });
    if (sent && (sent.answer.status === 200 || sent.answer.status === 204)) {
      const detail = { html: sent.html, isOther: sent.answer.status === 204, by: news.find(({ by }) => by)?.by ?? null };
      this.dispatchEvent(new CustomEvent('refreshed', { detail }));
    }
    return this.#send();
  }

  /** @param {Gesture} gesture @returns {Promise<void>} */
  #skip(gesture) {
    this.#waiting.shift();
    this.dispatchEvent(new CustomEvent('skipped', { detail: { gesture } }));
    return this.#send();
  }

  /** @param {Gesture} gesture */
  #body({ kind, cells, changeId, action }) {
    const blocks = this.blocks();
    if (action) return { ...action, blocks };
    if (changeId !== undefined) return { changeId, isRedo: kind === 'redo', blocks };
    return { entries: cells.map((cell) => this.#entry(cell)), blocks, way: WAYS.get(kind) ?? 'Typed' };
  }

  /** What the page shows. */
  blocks() {
    return this.#sheet.blocks.map((block) => ({
      id: block.id, stamps: [block.dataset.stamp, ...[...block.querySelectorAll('tr')].map((row) => row.dataset.stamp)].join(' '),
    }));
  }

  /** What a cell showed when its entry was made, or, where that was on its way itself, what came of it. @param {Cell} cell */
  #entry({ key, entry, seen }) {
    const place = this.#sheet.find(key);
    if (!place) throw new Error(`No cell ${key}`);
    const body = this.#sheet.entry(place, entry);
    return seen === null ? body : { ...body, seen };
  }

  /** @param {Gesture} gesture @param {number} status @param {string} html */
  #finish(gesture, status, html) {
    this.#waiting.shift();
    for (const { key } of gesture.cells) this.#unmark(key, gesture);
    const detail = { gesture, html, status };
    this.dispatchEvent(new CustomEvent(status === 204 ? 'outdated' : status === 422 ? 'refused' : 'applied', { detail }));
    void this.#send();
  }

  /** @param {Gesture} gesture @param {string} html */
  #contest(gesture, html) {
    this.#become('contested');
    this.dispatchEvent(new CustomEvent('contested', { detail: { gesture, html } }));
  }

  /** @param {Gesture} gesture @param {number} status */
  #fail(gesture, status) {
    gesture.isAgain = true;
    const wait = WAITS[Math.min(this.#failures++, WAITS.length - 1)];
    this.#timer = setTimeout(() => this.retry(), wait);
    this.#become('offline');
    this.dispatchEvent(new CustomEvent('failed', { detail: { status } }));
  }

  /** @param {QueueState} state */
  #become(state) {
    this.state = state;
    this.#changed();
  }

  #changed() {
    this.dispatchEvent(new Event('change'));
  }

  /** @param {string} key @param {string} entry */
  #mark(key, entry) {
    const place = this.#sheet.find(key);
    if (!place) return;
    const cell = this.#sheet.cell(place.row, place.column);
    cell.removeAttribute('data-refused');
    cell.dataset.pending = entry === '' ? BLANK : entry;
  }

  /** A cell that is in a later gesture too goes on waiting. @param {string} key @param {Gesture} gesture */
  #unmark(key, gesture) {
    const place = this.#sheet.find(key);
    if (!place) return;
    const cell = this.#sheet.cell(place.row, place.column);
    const later = this.#waiting.filter((other) => other !== gesture).flatMap((other) => other.cells).find((one) => one.key === key);
    if (later) cell.dataset.pending = later.entry === '' ? BLANK : later.entry;
    else cell.removeAttribute('data-pending');
  }
}
