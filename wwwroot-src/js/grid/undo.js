// Undo and redo: a gesture a step. A step is what the answer to the gesture said of it, and the server reads it again: this page
// never looks into it. Steps survive a reload and other SKUs of the session.

const MOST = 50;

export class Undo {
  #key = `undo ${location.pathname}`;
  /** @type {{ undo: string[], redo: string[] }} */
  #steps = { undo: [], redo: [] };

  constructor() {
    try {
      this.#steps = { ...this.#steps, ...JSON.parse(sessionStorage.getItem(this.#key) ?? '{}') };
    } catch {
      // Storage is off or holds something else: steps begin with this page
    }
  }

  /** A gesture was carried out. @param {string} kind @param {string} step */
  done(kind, step) {
    if (step === '[]') return;
    if (kind === 'undo') this.#steps.redo.push(step);
    else this.#steps.undo.push(step);
    if (kind !== 'undo' && kind !== 'redo') this.#steps.redo = [];
    this.#steps.undo.splice(0, this.#steps.undo.length - MOST);
    this.#keep();
  }

  /** The step to be taken back, or undefined. */
  takeUndo() {
    return this.#take(this.#steps.undo);
  }

  /** The step to be done again, or undefined. */
  takeRedo() {
    return this.#take(this.#steps.redo);
  }

  /** @param {string[]} steps */
  #take(steps) {
    const step = steps.pop();
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
