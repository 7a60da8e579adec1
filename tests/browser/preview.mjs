// The preview in a real browser: node tests/browser/preview.mjs PROGRAM
//
// `gongshi serve` shows a copy of content/ while files of it are changed. Asked of open pages: a saved figure appears
// without a reload by hand, where the reader stood; what is wrong lies over the last good page, as text, until it is
// mended; a page that did not change is left alone; following leads to what changed; drafts carry a ribbon; the keyboard
// reaches everything; axe finds nothing; a server that was away is caught up with. One line a fault; the last line counts.
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';

const require = createRequire(new URL('../../target/tools/', import.meta.url));
const puppeteer = require('puppeteer-core');
const axeSource = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

const program = resolve(process.argv[2]);
const DEADLINE = 20_000;
const PARKING = 'content/2020/projects/08.yaml';
let passed = 0;
const faults = [];
const expect = (ok, fault) => (ok ? (passed += 1) : faults.push(fault));

const work = mkdtempSync(join(tmpdir(), 'gongshi-preview-'));
const site = join(work, 'site');
cpSync(new URL('../../content', import.meta.url), join(site, 'content'), { recursive: true });

/** Put other words into a file of the site, in place. */
function edit(path, from, to) {
  const text = readFileSync(join(site, path), 'utf8');
  if (text.split(from).length !== 2) throw new Error(`${path} does not hold ${from} once`);
  writeFileSync(join(site, path), text.replace(from, () => to));
}

/** The rejection of a promise that takes too long. */
function within(promise, what) {
  let timer;
  const late = new Promise((_, reject) => { timer = setTimeout(() => reject(new Error(`never came: ${what}`)), DEADLINE); });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

/** Start the program; it is there once it has printed its address. */
async function serve(...args) {
  const child = spawn(program, ['serve', '--root', site, ...args], { env: { ...process.env, LC_ALL: 'C' }, stdio: ['ignore', 'pipe', 'ignore'] });
  const ended = new Promise((done) => child.on('exit', (code) => done(code)));
  const address = new Promise((done) => createInterface({ input: child.stdout }).on('line', (line) => {
    if (line.startsWith('preview at ')) done(line.slice('preview at '.length));
  }));
  const base = await within(Promise.race([address, ended.then((code) => { throw new Error(`gongshi ended with ${code}`); })]), 'the address');
  return { child, base, ended };
}

async function stop(server) {
  server.child.kill('SIGTERM');
  expect((await within(server.ended, 'the end of gongshi')) === 0, 'gongshi did not end well');
}

let server = await serve();
const browser = await puppeteer.launch({
  executablePath: '/usr/bin/chromium',
  headless: true,
  userDataDir: join(work, 'profile'),
  args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});

/** Open a page and collect what it complains about; a stream that ends with its page is no complaint. */
async function open(path, width) {
  const page = await browser.newPage();
  const said = [];
  page.on('console', (message) => said.push(`console: ${message.text()}`));
  page.on('pageerror', (error) => said.push(`error: ${error.message}`));
  page.on('requestfailed', (request) => request.failure().errorText === 'net::ERR_ABORTED' || said.push(`failed: ${request.url()}`));
  page.on('response', (response) => response.status() >= 400 && said.push(`${response.status()}: ${response.url()}`));
  page.on('request', (request) => request.url().startsWith(server.base) || said.push(`outside: ${request.url()}`));
  await page.setViewport({ width, height: 900 });
  await page.goto(server.base + path, { waitUntil: 'load' });
  await until(page, 'the bar', () => document.querySelector('#gongshi-preview')?.hidden === false);
  return { page, said };
}

async function close({ page, said }, what) {
  expect(said.length === 0, `${what}: ${said.join('; ')}`);
  await page.close();
}

/** Wait until something is so on a page, across its reloads. */
async function until(page, what, so, ...args) {
  const deadline = Date.now() + DEADLINE;
  for (;;) {
    try {
      await page.waitForFunction(so, { timeout: Math.max(1, deadline - Date.now()), polling: 20 }, ...args);
      return;
    } catch (error) {
      if (Date.now() >= deadline) throw new Error(`never came: ${what}, at ${page.url()}`);
      if (!/context|navigat|detached|frame/i.test(error.message)) throw error;
    }
  }
}

const shows = (words) => document.readyState === 'complete' && document.querySelector('main').innerText.includes(words);
const panelIs = (there) => {
  const root = document.querySelector('#gongshi-preview')?.shadowRoot;
  return Boolean(root) && (root.querySelector('#cover').hidden === false && root.querySelector('#cover').checkVisibility()) === there;
};
const mark = (page) => page.evaluate(() => { window.mark = 'kept'; });
const marked = (page) => page.evaluate(() => window.mark === 'kept');
const shadow = (page, ask) => page.evaluate(`(() => { const root = document.querySelector('#gongshi-preview').shadowRoot; return (${ask})(root); })()`);

async function axe(page, what) {
  await page.setBypassCSP(true);
  await page.evaluate(axeSource);
  const result = await page.evaluate(() => axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }));
  const violations = result.violations.map((v) => `${v.id} (${v.nodes.length}: ${v.nodes[0].target.join(' ')})`);
  expect(violations.length === 0, `${what}: axe: ${violations.join('; ')}`);
}

const sideways = (page) => page.evaluate(() => document.scrollingElement.scrollWidth > document.scrollingElement.clientWidth);

/** A saved figure appears where the reader stands. */
async function aFigureIsSaved() {
  const tab = await open('2020/08.html', 360);
  const { page } = tab;
  await until(page, 'the first figure', shows, '340');
  await page.evaluate(() => {
    document.querySelector('main details').open = true;
    scrollTo({ top: 700, behavior: 'instant' });
  });
  const before = await page.evaluate(() => scrollY);
  expect(before === 700, `the page is too short to be scrolled: ${before}`);
  await mark(page);
  edit(PARKING, 'spaces: 340', 'spaces: 351');
  await until(page, 'the saved figure', shows, '351');
  expect(!(await marked(page)), 'the page that changed was not loaded again');
  const after = await page.evaluate(() => ({ y: scrollY, open: document.querySelector('main details').open }));
  expect(after.y === before, `the place on the page was lost: ${before} became ${after.y}`);
  expect(after.open, 'an open part was closed');
  await close(tab, 'a page that loads itself again');
}

/** Markup in a fault is text; the panel lies over the last good page, folds, and goes. */
async function aFaultIsMadeAndMended() {
  const evil = '<img src=x onerror="window.harm = 1">';
  const tab = await open('2023/05.html', 1280);
  const { page } = tab;
  await mark(page);
  const title = await page.$eval('h1', (element) => element.innerText);
  await page.focus('.gs-nav a');
  edit(PARKING, 'title: 错时停车\n', `title: '${evil}'\n`);
  edit(PARKING, 'lead: 区建管委\n', `lead: '${evil}'\n`);
  await until(page, 'the panel', panelIs, true);
  expect(await marked(page), 'a page that did not change was loaded again');
  expect((await page.$eval('h1', (element) => element.innerText)) === title, 'the last good page is gone');
  const panel = await shadow(page, `(root) => ({
    text: root.querySelector('.panel').innerText,
    images: root.querySelectorAll('img').length,
    links: [...root.querySelectorAll('.panel a')].map((a) => a.getAttribute('href')),
    title: root.activeElement?.id,
    errors: root.querySelector('.bar__errors').innerText,
    alert: root.querySelector('[role=alert]').textContent,
  })`);
  expect(panel.text.includes(`no department named ${evil}`), `the panel does not name the fault: ${panel.text}`);
  expect(panel.images === 0 && (await page.evaluate(() => window.harm === undefined && document.images.length === 0)), 'markup of a fault became markup');
  const place = `vscode://file${site}/${PARKING}:4:7`;
  expect(panel.links.includes(place), `no link ${place}: ${panel.links.join(' ')}`);
  expect(panel.title === 'gongshi-panel-title' && /^\d errors?$/.test(panel.errors) && panel.alert === panel.errors, `the panel is not announced: ${JSON.stringify(panel)}`);

  await page.keyboard.press('Escape');
  await until(page, 'the folded panel', panelIs, false);
  expect((await shadow(page, "(root) => root.activeElement?.className + ' ' + root.activeElement?.getAttribute('aria-expanded')")) === 'bar__errors false', 'the focus did not go to the bar');
  await page.keyboard.press('Enter');
  await until(page, 'the unfolded panel', panelIs, true);
  await page.keyboard.press('Escape');
  await page.reload({ waitUntil: 'load' });
  await until(page, 'the errors in the bar', () => document.querySelector('#gongshi-preview')?.shadowRoot.querySelector('.bar__errors').hidden === false);
  expect(await page.evaluate(panelIs, false), 'a folded panel unfolded by itself');
  await shadow(page, "(root) => root.querySelector('.bar__errors').click()");
  await until(page, 'the unfolded panel', panelIs, true);

  edit(PARKING, `lead: '${evil}'\n`, 'lead: 区建管委\n');
  edit(PARKING, `title: '${evil}'\n`, 'title: 错时停车\n');
  await until(page, 'the page without the panel', panelIs, false);
  await close(tab, 'a page under the panel');
}

/** A page whose own file was at fault shows the new figure once it is mended. */
async function aFaultOfThisPage() {
  const tab = await open('2020/08.html', 1280);
  const { page } = tab;
  await until(page, 'the figure', shows, '351');
  edit(PARKING, 'spaces: 351', 'spaces: 352个');
  await until(page, 'the panel', panelIs, true);
  expect(await page.evaluate(shows, '351'), 'the last good figure is gone');
  edit(PARKING, 'spaces: 352个', 'spaces: 352');
  await until(page, 'the mended figure', shows, '352');
  await until(page, 'the page without the panel', panelIs, false);
  await close(tab, 'a page that was mended');
}

/** Following goes to the page that changed; without it a page stays. */
async function changesAreFollowed() {
  const tab = await open('2023/05.html', 1280);
  const { page } = tab;
  let stops = 0;
  do {
    await page.keyboard.press('Tab');
    stops += 1;
  } while (stops < 200 && !(await page.evaluate(() => document.activeElement.id === 'gongshi-preview')));
  const reached = [];
  for (let at = 0; at < 2; at += 1) {
    reached.push(await shadow(page, "(root) => root.activeElement?.localName + ' ' + (root.activeElement?.getAttribute('href') ?? root.activeElement?.type)"));
    if (at === 0) await page.keyboard.press('Tab');
  }
  expect(reached.join(', ') === 'a /-/, input checkbox', `the keyboard reaches ${reached.join(', ')} after ${stops} stops`);
  await page.keyboard.press('Space');
  edit(PARKING, 'spaces: 352', 'spaces: 353');
  await until(page, 'the page that changed', () => location.pathname === '/2020/08.html');
  await until(page, 'the figure followed to', shows, '353');
  await until(page, 'the bar', () => document.querySelector('#gongshi-preview')?.hidden === false);
  expect(await shadow(page, "(root) => root.querySelector('.bar__follow input').checked"), 'following was forgotten');
  await shadow(page, "(root) => root.querySelector('.bar__follow input').click()");
  await page.goto(`${server.base}2023/05.html`, { waitUntil: 'load' });
  await until(page, 'the bar', () => document.querySelector('#gongshi-preview')?.hidden === false);
  await mark(page);
  edit(PARKING, 'spaces: 353', 'spaces: 354');
  await fetchUntil('2020/08.html', '354');
  // The next state comes after the last one was dealt with.
  edit(PARKING, 'spaces: 354', 'spaces: 354个');
  await until(page, 'the panel', panelIs, true);
  expect(await marked(page), 'a page that does not follow went away');
  edit(PARKING, 'spaces: 354个', 'spaces: 354');
  await until(page, 'the page without the panel', panelIs, false);
  await close(tab, 'a page that follows');
}

/** Wait until the server sends a page with these words. */
async function fetchUntil(path, words) {
  const deadline = Date.now() + DEADLINE;
  while (!(await (await fetch(server.base + path)).text()).includes(words)) {
    if (Date.now() > deadline) throw new Error(`never came: ${words} on ${path}`);
  }
}

/** A new draft has a page with a ribbon, and the overview names it without being asked again. */
async function aDraftIsWritten() {
  const overview = await open('-/', 1280);
  const file = 'content/2020/projects/13.yaml';
  writeFileSync(join(site, file), 'title: 新的草稿\nlead: 区建管委\ndraft: yes\n');
  await until(overview.page, 'the draft on the overview', shows, file);
  await close(overview, 'the overview');
  const tab = await open('2020/13.html', 360);
  const ribbon = await tab.page.$eval('.gs-ribbon', (element) => [element.checkVisibility(), element.innerText]);
  expect(ribbon[0] && ribbon[1].includes('本页尚未发布，只供预览'), `the ribbon reads ${ribbon[1]}`);
  await close(tab, 'a draft');
  rmSync(join(site, file));
  await fetchUntil('-/', 'Nothing is held back.');
}

/** Nothing stands in the way of anybody, with the panel and without, narrow and wide. */
async function everybodyCanUseIt() {
  for (const broken of [false, true]) {
    if (broken) edit(PARKING, 'lead: 区建管委\n', 'lead: 没有这个部门\n');
    for (const width of [360, 1280]) {
      for (const path of ['2020/08.html', '-/']) {
        const what = `${path} at ${width}${broken ? ' with a fault' : ''}`;
        const tab = await open(path, width);
        if (broken && path !== '-/') await until(tab.page, 'the panel', panelIs, true);
        if (broken && path === '-/') await until(tab.page, 'the error', shows, 'no department named');
        expect(!(await sideways(tab.page)), `${what}: scrolls sideways`);
        expect(tab.said.length === 0, `${what}: ${tab.said.join('; ')}`);
        // What it brings in offends against the page's policy itself.
        await axe(tab.page, what);
        await tab.page.close();
      }
    }
  }
  edit(PARKING, 'lead: 没有这个部门\n', 'lead: 区建管委\n');
}

/** A server that went away is said to be so, and caught up with when it is back. */
async function theServerGoesAway() {
  const { page } = await open('2020/08.html', 1280);
  await until(page, 'the figure', shows, '354');
  const port = new URL(server.base).port;
  await stop(server);
  await until(page, 'the lost connection', () => document.querySelector('#gongshi-preview').shadowRoot.querySelector('.bar__count').textContent === 'Not connected');
  edit(PARKING, 'spaces: 354', 'spaces: 355');
  server = await serve('--port', port);
  await until(page, 'the figure saved meanwhile', shows, '355');
  await page.close();
}

for (const part of [aFigureIsSaved, aFaultIsMadeAndMended, aFaultOfThisPage, changesAreFollowed, aDraftIsWritten, everybodyCanUseIt, theServerGoesAway]) {
  try {
    await part();
    passed += 1;
  } catch (error) {
    faults.push(`${part.name}: ${error.message}`);
    break;
  }
}

await browser.close();
await stop(server);
rmSync(work, { recursive: true, force: true });
for (const fault of faults) console.error(fault);
console.log(`${passed} passed, ${faults.length} failed`);
process.exit(faults.length === 0 ? 0 : 1);
