// How the page is shown, kept on this device. The attributes are set before the page is drawn; the form follows later.
(() => {
  const KEY = 'gongshi';
  const NAMES = ['view', 'text', 'scheme'];
  const root = document.documentElement;
  let kept = {};
  try {
    kept = JSON.parse(localStorage.getItem(KEY)) || {};
  } catch {
    // Storage may be refused; the choice then holds for this page.
  }
  const show = () => NAMES.forEach((name) => {
    if (kept[name]) root.dataset[name] = kept[name];
    else delete root.dataset[name];
  });
  show();
  document.addEventListener('DOMContentLoaded', () => {
    const form = document.getElementById('gs-settings');
    if (!form) return;
    const inputs = [...form.querySelectorAll('input')];
    inputs.forEach((input) => {
      input.checked = input.value === (kept[input.name] || '');
    });
    form.addEventListener('change', () => {
      kept = Object.fromEntries(inputs.filter((input) => input.checked && input.value).map((input) => [input.name, input.value]));
      show();
      try {
        localStorage.setItem(KEY, JSON.stringify(kept));
      } catch {
        // As above.
      }
    });
  });
})();
