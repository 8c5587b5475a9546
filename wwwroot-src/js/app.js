// What every page needs. Each module looks for its own markup and does nothing without it.
import '../lib/htmx/htmx.esm.min.js';
import './dialog.js';
import './menu.js';
import './import.js';
import './upload.js';
import './picker.js';
import './wait.js';
import './tabs.js';
import './session-picker.js';
