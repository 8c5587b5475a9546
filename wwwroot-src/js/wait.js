// Counts down until one may try again. The time that the notice names is right without it.
const notice = /** @type {HTMLElement | null} */ (document.querySelector('[data-wait]'));

if (notice) {
  const left = /** @type {HTMLElement} */ (notice.querySelector('span'));
  const end = performance.now() + Number(notice.dataset.wait) * 1000;
  const show = () => {
    const seconds = Math.ceil((end - performance.now()) / 1000);
    if (seconds <= 0) {
      notice.textContent = notice.dataset.waitOver ?? '';
      notice.classList.add('over');
      return;
    }
    left.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
    setTimeout(show, 1000);
  };
  show();
}
