// With the keyboard alone: every control is reached once, in the order of the page, forwards and back; the focus can be seen; the
// skip link skips; details open, links lead on, buttons are pressed, choices are made.
import { address } from '../lib/kinds.mjs';
import { LIGHT, WIDTHS } from '../lib/views.mjs';

/** Runs in the page: what the keyboard should reach, in order, as it looks without the focus. */
function prepare() {
  const focusable = (element) => {
    if (element.matches(':disabled, [inert], [inert] *') || !element.checkVisibility({ visibilityProperty: true })) return false;
    if (element.matches('summary')) return element.parentElement.querySelector('summary') === element;
    if (element.matches('[type="radio"]')) {
      const group = [...document.querySelectorAll('[type="radio"]')].filter((other) => other.name === element.name && other.form === element.form);
      return element.checked || (!group.some((other) => other.checked) && group[0] === element);
    }
    if (element.hasAttribute('tabindex')) return element.tabIndex >= 0;
    if (element.matches('a[href], area[href], button, input:not([type="hidden"]), select, textarea')) return true;
    const style = getComputedStyle(element);
    const scrolls = (overflow, whole, shown) => ['auto', 'scroll'].includes(overflow) && whole > shown;
    if (!scrolls(style.overflowX, element.scrollWidth, element.clientWidth) && !scrolls(style.overflowY, element.scrollHeight, element.clientHeight)) return false;
    return ![...element.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex]')].some((inner) => inner.tabIndex >= 0);
  };
  const name = (element) => `${element.localName}${element.id ? `#${element.id}` : ''}${element.classList.length ? `.${[...element.classList].join('.')}` : ''} “${(element.ariaLabel ?? element.textContent).trim().slice(0, 20)}”`;
  /** Where the focus of an element may be drawn: on it, or for a hidden input on its label. */
  const drawn = (element) => [element, ...(element.labels ?? []), element.matches('input') && element.nextElementSibling].filter(Boolean);
  const look = (element) => drawn(element).map((one) => {
    const style = getComputedStyle(one);
    return [style.outlineStyle, style.outlineWidth, style.outlineColor, style.boxShadow];
  });
  const stops = [...document.body.querySelectorAll('*')].filter(focusable);
  window.proof = { stops, name, drawn, look, bare: stops.map(look) };
  const barred = [...document.querySelectorAll('a[href], button, input, select, textarea, summary')]
    .filter((element) => element.tabIndex < 0 && !element.disabled && element.checkVisibility({ visibilityProperty: true }));
  return { names: stops.map(name), jumps: stops.filter((element) => element.tabIndex > 0).map(name), barred: barred.map(name) };
}

/** Runs in the page: which stop has the focus, and what is wrong with how it shows. */
function arrived() {
  const { stops, name, drawn, look, bare } = window.proof;
  const element = document.activeElement;
  const index = stops.indexOf(element);
  if (index < 0) return { index, name: element === document.body ? 'nothing' : name(element), faults: [] };
  const faults = [];
  const now = look(element);
  const outlined = now.some(([style, width], at) => style !== 'none' && Number.parseFloat(width) >= 2 && String(now[at].slice(0, 3)) !== String(bare[index][at].slice(0, 3)));
  const shadowed = now.some(([, , , shadow], at) => shadow !== 'none' && shadow !== bare[index][at][3]);
  if (!outlined && !shadowed) faults.push('the focus cannot be seen');
  const boxes = drawn(element).flatMap((one) => [...one.getClientRects()]).filter((box) => box.width > 1 && box.height > 1);
  const inside = boxes.map((box) => ({ left: Math.max(box.left, 0), right: Math.min(box.right, innerWidth), top: Math.max(box.top, 0), bottom: Math.min(box.bottom, innerHeight) }))
    .filter((box) => box.right - box.left > 1 && box.bottom - box.top > 1);
  if (inside.length === 0) {
    faults.push('the focus is outside the window');
  } else {
    const shown = inside.some((box) => {
      const hit = document.elementFromPoint((box.left + box.right) / 2, (box.top + box.bottom) / 2);
      return hit && drawn(element).some((one) => one.contains(hit) || hit.contains(one));
    });
    if (!shown) faults.push('the focus is covered');
  }
  const kind = element.matches('summary') ? 'summary' : element.matches('button, [role="button"], [type="button"], [type="submit"], [type="reset"]') ? 'button'
    : element.matches('[type="radio"]') ? 'radio' : element.matches('[type="checkbox"]') ? 'checkbox' : '';
  return { index, name: name(element), faults, kind };
}

const ASK = {
  summary: () => document.activeElement.parentElement.open,
  checkbox: () => document.activeElement.checked,
  radio: () => [...document.querySelectorAll('[type="radio"]')].filter((one) => one.name === document.activeElement.name).findIndex((one) => one.checked),
};
/** Pairs of keys of which the first changes a control and the second changes it back. */
const KEYS = { summary: ['Enter', 'Space'], checkbox: ['Space', 'Space'] };

/** Press what has the focus, and see that it answers and is as before in the end. */
async function press({ page }, kind) {
  if (kind === 'button') {
    await page.evaluate(() => {
      window.proof.pressed = 0;
      document.activeElement.addEventListener('click', (event) => { window.proof.pressed += 1; event.preventDefault(); event.stopImmediatePropagation(); }, { capture: true });
    });
    for (const key of ['Enter', 'Space']) await page.keyboard.press(key);
    return (await page.evaluate(() => window.proof.pressed)) === 2 ? [] : ['Enter and Space do not press it'];
  }
  const first = await page.evaluate(ASK[kind]);
  const last = kind === 'radio' && (await page.evaluate(() => [...document.querySelectorAll('[type="radio"]')].filter((one) => one.name === document.activeElement.name).at(-1).checked));
  const keys = kind === 'radio' ? (last ? ['ArrowUp', 'ArrowDown'] : ['ArrowDown', 'ArrowUp']) : KEYS[kind];
  await page.keyboard.press(keys[0]);
  const changed = await page.evaluate(ASK[kind]);
  await page.keyboard.press(keys[1]);
  const back = await page.evaluate(ASK[kind]);
  return changed !== first && back === first ? [] : [`${keys.join(' and ')} do not work it: ${first}, ${changed}, ${back}`];
}

/** Press the Tab key so many times; the controls it reached, by number. */
async function run(tab, times, back) {
  await tab.page.evaluate(() => {
    window.proof.reached = [];
    document.addEventListener('focusin', ({ target }) => window.proof.reached.push(window.proof.stops.indexOf(target)));
  });
  await Promise.all(Array.from({ length: times }, () => tab.tabulate(back)));
  return tab.page.evaluate(() => window.proof.reached);
}

/** The first place where two orders part, in words. */
function astray(reached, expected, names) {
  const at = expected.findIndex((stop, step) => reached[step] !== stop);
  return at < 0 ? [] : [{ element: names[expected[at]], fault: `Tab reached ${names[reached[at]] ?? 'something else'} instead` }];
}

/** Go through the page, look at every control and use it. */
async function walk(tab, report, at, names) {
  for (let step = 0; step < names.length; step += 1) {
    await tab.tabulate();
    const stop = await tab.page.evaluate(arrived);
    if (!report.expect(stop.index === step, { ...at, element: names[step] }, `Tab ${step + 1} reached ${stop.name}`)) return;
    report.none(stop.faults, { ...at, element: stop.name });
    if (stop.kind && at.width === WIDTHS[0]) report.none(await press(tab, stop.kind), { ...at, element: stop.name });
  }
}

/** Every control in order: closely in the narrowest and the widest window, and backwards out of the page again. */
async function everyControl(tab, report, at) {
  const { names, jumps, barred } = await tab.page.evaluate(prepare);
  report.none(jumps.map((element) => ({ element, fault: 'has a tabindex above 0' })), at);
  report.none(barred.map((element) => ({ element, fault: 'cannot be reached' })), at);
  report.expect(names.length > 0, at, 'nothing to reach');
  const order = names.map((_, index) => index);
  if (at.width === WIDTHS[1]) {
    report.none(astray(await run(tab, names.length, false), order, names), at);
    return;
  }
  await walk(tab, report, at, names);
  if (at.width !== WIDTHS[0]) return;
  const back = await run(tab, names.length, true);
  report.none(astray(back, [...order].reverse().slice(1), names), { ...at, view: 'backwards' });
  report.expect(back.at(names.length - 1) !== 0, at, 'the focus is caught at the first control');
}

/** The skip link goes to the words, and the first link there leads on. */
async function skip(tab, report, at, url) {
  const { page } = tab;
  await tab.open(url, at.width);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  report.expect(await page.evaluate(() => document.activeElement.matches('main')), at, 'the skip link does not lead to main');
  const first = await page.evaluate(() => {
    window.proof = { links: [...document.querySelectorAll('main a[href], main summary, main input, main button, main [tabindex="0"]')].filter((element) => element.checkVisibility()) };
    return window.proof.links.length;
  });
  if (first === 0) return;
  await page.keyboard.press('Tab');
  report.expect(await page.evaluate(() => document.activeElement === window.proof.links[0]), at, 'after the skip link Tab does not go to the first control of main');
  const href = await page.evaluate(() => {
    const link = [...document.querySelectorAll('main a[href]')].find((element) => element.checkVisibility() && element.origin === location.origin && element.pathname !== location.pathname && element.pathname.endsWith('.html'));
    link?.focus();
    return link?.href;
  });
  if (!href) return;
  const arrives = page.waitForNavigation({ timeout: 10_000 });
  await page.keyboard.press('Enter');
  await arrives;
  report.expect(page.url() === href, at, `Enter on ${href} led to ${page.url()}`);
}

export async function keyboard({ browser, base, samples, report }) {
  await browser.each(samples, async (tab, page) => {
    for (const width of WIDTHS) {
      await tab.open(base + address(page), width);
      await LIGHT.prepare(tab);
      await everyControl(tab, report, { page, width });
    }
    await skip(tab, report, { page, width: WIDTHS[0] }, base + address(page));
    report.none(tab.said, { page });
  });
}
