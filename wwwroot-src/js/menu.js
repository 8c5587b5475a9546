// Menus are <details>: these close them as people expect of a menu.
const openMenus = () => /** @type {NodeListOf<HTMLDetailsElement>} */ (document.querySelectorAll('details.menu[open]'));

document.addEventListener('click', ({ target }) => {
  for (const menu of openMenus()) {
    if (target instanceof Element && (!menu.contains(target) || target.closest('.menu-item'))) menu.open = false;
  }
});

document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape') return;
  for (const menu of openMenus()) {
    menu.open = false;
    menu.querySelector('summary')?.focus();
  }
});
