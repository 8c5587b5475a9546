// Undo and redo: a gesture a step, known by its change set, which the server keeps. Steps survive a reload and other SKUs of the
// session.

const MOST = 50;

export class Undo {
  #key = `changes ${location.pathname}`;
  /** @type {{ undo: string[], redo: string[] }} */
  #steps = { undo: [], redo: [] };

  constructor() {
    try {
      this.#steps = { ...this.#steps, ...JSON.parse(sessionStorage.getItem(this.#key) ?? '{}') };
    } catch {
      // Storage is off or holds something else: steps begin with this page
    }
  }

  /** A gesture was carried out. @param {string} kind @param {string} changeId Its own, or that which was taken back or done again. */
  done(kind, changeId) {
    if (kind === 'undo') this.#steps.redo.push(changeId);
    else this.#steps.undo.push(changeId);
    if (kind !== 'undo' && kind !== 'redo') this.#steps.redo = [];
    this.#steps.undo.splice(0, this.#steps.undo.length - MOST);
    this.#keep();
  }

  /** The step to be taken back, or done again; undefined for none. @param {'undo' | 'redo'} kind */
  take(kind) {
    const step = this.#steps[kind].pop();
    this.#keep();
    return step;
  }

  #keep() {
    try {
      sessionStorage.setItem(this.#key, JSON.stringify(this.#steps));
    } catch {
      // Full or off: they last as long as the page
    }
  }
}
