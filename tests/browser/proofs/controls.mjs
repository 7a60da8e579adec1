// What the script's controls do: a year's table sorted and filtered, and the choice of how pages look, which is kept without a
// cookie, and which works without the script on the page at hand.
import { address } from '../lib/kinds.mjs';

const YEAR = '2020/index.html';

/** Runs in the page: the numbers of the rows that are shown, in their order, and what the count says. */
const shown = () => [
  [...document.querySelectorAll('[data-ledger] tbody tr')].filter((row) => row.checkVisibility()).map((row) => Number(row.cells[0].textContent)),
  document.querySelector('#gs-filter [role="status"]').textContent,
];

/** Each step, what it does, which rows are then shown in which order, and what is said of them. */
const STEPS = [
  ['nothing', async () => {}, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], '显示 12 项，共 12 项'],
  ['status', (page) => page.select('#gs-filter-status', '慢序'), [2, 4, 5, 6], '显示 4 项，共 12 项'],
  ['status and department', (page) => page.select('#gs-filter-lead', '区卫健委'), [2], '显示 1 项，共 12 项'],
  ['department alone', (page) => page.select('#gs-filter-status', ''), [2], '显示 1 项，共 12 项'],
  ['all departments', (page) => page.select('#gs-filter-lead', ''), [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], '显示 12 项，共 12 项'],
  ['words', (page) => page.type('#gs-filter-text', '停车'), [8], '显示 1 项，共 12 项'],
  ['words of no row', (page) => page.type('#gs-filter-text', '飞碟'), [], '显示 0 项，共 12 项'],
  ['no words', (page) => page.$eval('#gs-filter-text', (input) => {
    input.value = '';
    input.dispatchEvent(new Event('input', { bubbles: true }));
  }), [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], '显示 12 项，共 12 项'],
  ['by share', (page) => page.click('[data-sort="share"] button'), [1, 7, 10, 4, 6, 5, 2, 3, 8, 9, 11, 12], '显示 12 项，共 12 项'],
  ['by share, the most first', (page) => page.click('[data-sort="share"] button'), [12, 11, 9, 8, 3, 2, 5, 6, 4, 10, 7, 1], '显示 12 项，共 12 项'],
  ['by number', (page) => page.click('[data-sort="ordinal"] button'), [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], '显示 12 项，共 12 项'],
];

async function ledger({ browser, base, report }) {
  const tab = browser.tabs[0];
  await tab.open(base + address(YEAR), 1280);
  for (const [name, act, rows, words] of STEPS) {
    await act(tab.page);
    const [found, said] = await tab.page.evaluate(shown);
    report.expect(found.join() === rows.join(), { page: YEAR, view: name }, `rows ${found}, not ${rows}`);
    report.expect(said === words, { page: YEAR, view: name }, `“${said}”, not “${words}”`);
  }
  const sorted = await tab.page.$$eval('[aria-sort]', (headers) => headers.map((header) => `${header.dataset.sort} ${header.getAttribute('aria-sort')}`));
  report.expect(sorted.join() === 'ordinal ascending', { page: YEAR }, `said to be sorted: ${sorted}`);
}

/** Runs in the page: what its looks are made of. */
const looks = () => {
  const [root, body] = [document.documentElement, document.body].map((element) => getComputedStyle(element));
  return `${root.fontSize} ${body.backgroundColor} ${body.color}`;
};

/** Every choice, the input that makes it, and what the page then looks like. */
const CHOICES = [
  ['gs-elder', '20px rgb(255, 255, 255) rgb(22, 25, 29)'],
  ['gs-text-large', '20px rgb(255, 255, 255) rgb(22, 25, 29)'],
  ['gs-text-largest', '24px rgb(255, 255, 255) rgb(22, 25, 29)'],
  ['gs-scheme-dark', '16px rgb(20, 23, 27) rgb(242, 240, 234)'],
  ['gs-scheme-contrast', '16px rgb(255, 255, 255) rgb(0, 0, 0)'],
  ['gs-scheme-light', '16px rgb(255, 255, 255) rgb(22, 25, 29)'],
];

/** Opening the form moves what stands below it; a click before it stands still may miss. */
async function settled(handle) {
  for (let before = ''; ;) {
    const box = JSON.stringify(await handle.boundingBox());
    if (box === before) return;
    before = box;
  }
}

async function settings({ browser, base, report }) {
  const tab = browser.tabs[0];
  const choose = (id) => tab.page.$eval(`#${id}`, (input) => input.click());
  for (const [id, expected] of CHOICES) {
    for (const script of [true, false]) {
      await tab.scripts(script);
      await tab.open(base + address('index.html'), 360);
      const at = { page: 'index.html', view: `${id}${script ? '' : ', without scripts'}` };
      const handle = await tab.page.$(`#${id}`);
      await tab.page.$eval('.gs-settings details', (details) => { details.open = true; });
      await settled(handle);
      await handle.click();
      const found = await tab.page.evaluate(looks);
      report.expect(found === expected, at, `looks like ${found}, not ${expected}`);
      if (!script) continue;
      await tab.open(base + address(YEAR), 360);
      const kept = await tab.page.evaluate(looks);
      report.expect(kept === expected, { ...at, page: YEAR }, `looks like ${kept}, not ${expected}`);
      report.expect(await tab.page.$eval(`#${id}`, (input) => input.checked), { ...at, page: YEAR }, 'is not ticked');
      report.expect((await tab.page.cookies()).length === 0, at, 'set a cookie');
      await tab.page.evaluate(() => localStorage.clear());
    }
  }
  await tab.scripts(true);
  await tab.open(base + address('index.html'), 360);
  await choose('gs-elder');
  const small = await tab.page.$$eval('main a, main button, header a, header summary', (all) => all
    .filter((one) => one.checkVisibility() && getComputedStyle(one).display !== 'inline' && one.getBoundingClientRect().height < 59.5)
    .map((one) => `${one.className} ${Math.round(one.getBoundingClientRect().height)}`));
  report.none(small.map((one) => `in 关怀版 a target is less than 60 pixels high: ${one}`), { page: 'index.html', view: 'elder' });
  await tab.page.evaluate(() => localStorage.clear());
}

export async function controls(context) {
  await ledger(context);
  await settings(context);
}
