import { Events } from './events.js';

// Asks what is shown whether it is out of date when somebody commits something; once it says so there is nothing more to hear.
const shown = () => /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('.stale'));

function ask() {
  // A dialog lies above its list, and two sessions are compared
  for (const one of shown()) one.dispatchEvent(new Event('committed'));
}

for (const { dataset } of shown()) {
  if (!dataset.events) continue;
  const events = new Events(dataset.events);
  for (const name of ['change', 'import', 'move', 'session', 'reload']) events.addEventListener(name, ask);
}
