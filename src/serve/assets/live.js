// The preview's script, on every page it serves.
//
// In: the page's own entity tag (data-page of this script element) and a stream of states from /-/events.
// - A page whose bytes, stylesheets, scripts or images are others by now loads again where it stands: the place on the
//   page, its hash and its open <details> stay. A page that did not change is left alone.
// - While the site cannot be built, /-/panel lies over the page until it is mended. Escape folds it.
// - A bar at the foot counts errors and warnings, leads to the overview and can follow changes: it then goes to the
//   first changed page when this one did not change.
// A tab that nobody sees keeps no connection; it catches up when it is looked at, and after the server was away.
(() => {
  'use strict';

  const loaded = document.currentScript.dataset.page;
  const WORDS = {
    en: { bar: 'Preview', overview: 'Overview', follow: 'Follow', fold: 'Fold (Esc)', failed: 'Build failed', away: 'Not connected', ok: 'Up to date', errors: (n) => `${n} error${n === 1 ? '' : 's'}`, warnings: (n) => `${n} warning${n === 1 ? '' : 's'}` },
    'zh-CN': { bar: '预览', overview: '总览', follow: '跟随改动', fold: '收起（Esc）', failed: '生成失败', away: '连接中断', ok: '已是最新', errors: (n) => `错误 ${n} 处`, warnings: (n) => `警告 ${n} 处` },
  };
  const PLACE = 'gongshi-preview-place';
  const FOLDED = 'gongshi-preview-folded';
  const FOLLOW = 'gongshi-preview-follow';

  let state = null;
  let source = null;
  let again = 0;
  let leaving = false;
  let parts = null;
  let turn = Promise.resolve();

  // The connection.

  function connect() {
    clearTimeout(again);
    if (source || document.hidden) return;
    source = new EventSource('/-/events');
    source.addEventListener('state', (event) => {
      const next = JSON.parse(event.data);
      turn = turn.then(() => arrive(next)).catch(() => {});
    });
    source.addEventListener('error', () => {
      bar.away();
      if (source && source.readyState === EventSource.CLOSED) {
        disconnect();
        again = setTimeout(connect, 2000);
      }
    });
  }

  function disconnect() {
    clearTimeout(again);
    if (source) source.close();
    source = null;
  }

  // What a state means for this page.

  async function arrive(next) {
    if (leaving) return;
    const before = state;
    const news = before !== null && before.revision !== next.revision;
    state = next;
    bar.draw();
    await showPanel(before, news);
    if (await isStale()) return reload();
    const first = next.changed[0];
    if (news && !next.broken && first !== undefined && bar.follows() && !next.changed.includes(here())) {
      leaving = true;
      location.assign(mount() + first.replace(/^\//, '').split('/').map(encodeURIComponent).join('/'));
    }
  }

  async function tagOf(address) {
    const reply = await fetch(address, { method: 'HEAD', cache: 'no-store' });
    return (reply.headers.get('etag') ?? '').replaceAll('"', '');
  }

  /** Whether other bytes stand by now at this page's address, or at that of something it shows. */
  async function isStale() {
    if ((await tagOf(location.pathname + location.search)) !== loaded) return true;
    const shown = [...document.querySelectorAll('link[rel~="stylesheet"], script[src], img[src]')].map((element) => element.href ?? element.src);
    const own = [...new Set(shown)].filter((address) => address.startsWith(`${location.origin}/`)).slice(0, 40);
    const tags = new Map(await Promise.all(own.map(async (address) => [address, await tagOf(address)])));
    const stale = parts !== null && [...tags].some(([address, tag]) => parts.has(address) && parts.get(address) !== tag);
    parts = tags;
    return stale;
  }

  /** Where the site is mounted: at the root, or below the portal's path. */
  function mount() {
    return location.pathname.startsWith(state.base) ? state.base : '/';
  }

  /** This page's path within the site. */
  function here() {
    const path = decodeURIComponent(location.pathname.slice(mount().length));
    return path === '' || path.endsWith('/') ? `${path}index.html` : path;
  }

  // Loading again in place.

  function folds() {
    return [...document.querySelectorAll('details')].map((element) => [element.id || element.querySelector('summary')?.textContent.trim() || '', element]);
  }

  function reload() {
    leaving = true;
    const open = folds().map(([name, element]) => [name, element.open]);
    sessionStorage.setItem(PLACE, JSON.stringify({ path: location.pathname, x: scrollX, y: scrollY, open }));
    location.reload();
  }

  function restore() {
    const kept = JSON.parse(sessionStorage.getItem(PLACE) ?? 'null');
    sessionStorage.removeItem(PLACE);
    if (kept === null || kept.path !== location.pathname) return;
    const now = folds();
    const alike = now.length === kept.open.length;
    now.forEach(([name, element], at) => {
      const was = alike ? kept.open[at] : kept.open.find(([known]) => known === name);
      if (was) element.open = was[1];
    });
    const back = () => scrollTo({ left: kept.x, top: kept.y, behavior: 'instant' });
    back();
    addEventListener('load', back, { once: true });
  }

  // The bar and the panel, apart from the page's own styles.

  function make(name, properties, ...children) {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  }

  const host = make('div', { id: 'gongshi-preview', hidden: true });
  const root = host.attachShadow({ mode: 'open' });
  const inPage = document.querySelector('[data-gongshi-panel]');
  const isStaff = document.body.classList.contains('staff');

  const bar = (() => {
    const style = make('link', { rel: 'stylesheet', href: '/-/preview.css' });
    const overview = make('a', { href: '/-/' });
    const errors = make('button', { type: 'button', className: 'bar__errors', hidden: true });
    const count = make('span', { className: 'bar__count' });
    const box = make('input', { type: 'checkbox', checked: localStorage.getItem(FOLLOW) === 'on' });
    const follow = make('span', {});
    const line = make('div', { className: 'bar' }, overview, errors, count, make('label', { className: 'bar__follow' }, box, follow));
    line.setAttribute('role', 'region');
    style.addEventListener('load', () => { host.hidden = state === null; });
    box.addEventListener('change', () => localStorage.setItem(FOLLOW, box.checked ? 'on' : 'off'));
    addEventListener('storage', (event) => { if (event.key === FOLLOW) box.checked = event.newValue === 'on'; });
    errors.addEventListener('click', () => fold(!cover.hidden));
    return {
      style,
      line,
      errors,
      follows: () => box.checked,
      draw() {
        const words = WORDS[state.language];
        host.hidden = style.sheet === null;
        host.lang = state.language;
        line.setAttribute('aria-label', words.bar);
        overview.textContent = words.overview;
        follow.textContent = words.follow;
        closer.textContent = words.fold;
        errors.hidden = !state.broken || isStaff || inPage !== null;
        errors.textContent = state.errors > 0 ? words.errors(state.errors) : words.failed;
        const plain = errors.hidden && state.broken ? errors.textContent : '';
        const rest = state.warnings > 0 ? words.warnings(state.warnings) : state.broken ? '' : words.ok;
        count.textContent = [plain, rest].filter((text) => text !== '').join(' · ');
      },
      away() {
        if (state !== null) count.textContent = WORDS[state.language].away;
      },
    };
  })();

  const closer = make('button', { type: 'button', className: 'cover__fold' });
  const report = make('div', {});
  const cover = make('div', { id: 'cover', className: 'cover', hidden: true }, closer, report);
  const alert = make('p', { className: 'alert' });
  alert.setAttribute('role', 'alert');
  bar.errors.setAttribute('aria-controls', 'cover');
  bar.errors.setAttribute('aria-expanded', 'false');
  closer.addEventListener('click', () => fold(true));
  addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !event.defaultPrevented && !cover.hidden) fold(true);
  });
  let focused = null;

  function unfold(open) {
    cover.hidden = !open;
    bar.errors.setAttribute('aria-expanded', String(open));
  }

  /** Fold the panel, or unfold it, because somebody asked for it. */
  function fold(away) {
    unfold(!away);
    sessionStorage.setItem(FOLDED, away ? 'yes' : 'no');
    if (away) bar.errors.focus();
    else report.querySelector('h2')?.focus();
  }

  /** Whether somebody is writing or choosing something and must not be interrupted. */
  function isBusy(element) {
    return element !== null && (element.isContentEditable || element.matches('input, textarea, select'));
  }

  async function showPanel(before, news) {
    if (!state.broken) {
      const inside = cover.contains(root.activeElement) || root.activeElement === bar.errors;
      unfold(false);
      report.replaceChildren();
      alert.textContent = '';
      sessionStorage.removeItem(FOLDED);
      if (inside && focused?.isConnected) focused.focus({ preventScroll: true });
      focused = null;
      return;
    }
    if (isStaff) return;
    const inside = cover.contains(root.activeElement);
    const text = await (await fetch('/-/panel', { cache: 'no-store' })).text();
    if (inPage !== null) {
      if (news) inPage.innerHTML = text;
      return;
    }
    report.innerHTML = text;
    const title = report.querySelector('h2');
    const folded = sessionStorage.getItem(FOLDED) === 'yes';
    unfold(!folded);
    if (folded) return;
    alert.textContent = title?.textContent ?? '';
    if (news && !before.broken && !isBusy(document.activeElement)) {
      focused = document.activeElement;
      title?.focus({ preventScroll: true });
    } else if (inside) {
      title?.focus({ preventScroll: true });
    }
  }

  restore();
  root.append(bar.style, alert, cover, bar.line);
  document.body.append(host);
  addEventListener('visibilitychange', () => (document.hidden ? disconnect() : connect()));
  addEventListener('pagehide', disconnect);
  addEventListener('pageshow', connect);
  connect();
})();
