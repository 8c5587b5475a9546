// What every page needs. Each module looks for its own markup and does nothing without it.
import '../lib/htmx/htmx.esm.min.js';
import './dialog.js';
import './menu.js';
import './help.js';
import './files.js';
import './picker.js';
import './session-picker.js';

if (document.querySelector('[data-wait]')) void import('./wait.js');
if (document.getElementById('sessions')) void import('./in-place.js');
// Where not all tabs have room, the current one is to be seen
document.querySelector('.tabs [aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' });
