// The search of a built site: node tests/browser/search.mjs SITE_FOLDER
//
// First the theme's own script in node, with a document that knows no more than to load scripts: every run of two to four
// signs of every title, official text, department and indicator finds its page, and exactly the pages that have it, as
// the site's data says. Then the page itself in Chromium, from a folder and below /a/b/ under a Content-Security-Policy,
// with JavaScript and without. One line a fault; the last line counts.
//
// node tests/browser/search.mjs SITE_FOLDER QUERY... prints instead what each query loads and the processor's time of one
// more search for it.
import { createRequire } from 'node:module';
import { createServer } from 'node:http';
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import vm from 'node:vm';
import { gzipSync } from 'node:zlib';

const site = resolve(process.argv[2]);
const read = (path) => readFileSync(join(site, path), 'utf8');
let passed = 0;
const faults = [];
const expect = (ok, fault) => (ok ? (passed += 1) : faults.push(fault));

/** The script's search with nothing loaded yet, and the paths it has loaded since. */
function fresh() {
  const loaded = [];
  const context = vm.createContext({});
  context.document = {
    addEventListener: (_, run) => run(),
    documentElement: { dataset: {}, lang: 'zh-CN' },
    getElementById: () => null,
    querySelector: () => null,
    createElement: () => ({}),
    head: {
      append(script) {
        loaded.push(script.src);
        queueMicrotask(() => vm.runInContext(read(script.src), context));
      },
    },
  };
  vm.runInContext(read('assets/script.js'), context);
  const search = vm.runInContext('gongshiSearch', context);
  search.folder = 'search/';
  return { find: search.find, loaded };
}

/** What queries cost: bytes as they are and compressed, files, the time of a repeated search. */
async function measure(queries) {
  for (const query of queries) {
    const { find, loaded } = fresh();
    const first = await (await find(query)).next(20);
    const bytes = loaded.map((path) => readFileSync(join(site, path)));
    const packed = bytes.reduce((sum, one) => sum + gzipSync(one, { level: 6 }).length, 0);
    const times = [];
    let found;
    for (let n = 0; n < 5; n += 1) {
      const start = process.cpuUsage();
      found = await find(query);
      await found.next(20);
      const { user, system } = process.cpuUsage(start);
      times.push((user + system) / 1000);
    }
    const time = times.sort((a, b) => a - b)[2].toFixed(1);
    console.log(`${query}: ${found.count} found, ${loaded.length} files, ${(packed / 1000).toFixed(1)} kB compressed, ${time} ms; first: ${first[0]?.title}`);
  }
}

if (process.argv.length > 3) {
  await measure(process.argv.slice(3));
  process.exit(0);
}

/** Every page that can be found, with what is searched of it, from the site's data. */
function searched() {
  const pages = new Map();
  const json = (path) => JSON.parse(read(path));
  const heading = (path) => /<h1[^>]*>([^<]*)</.exec(read(path))[1];
  const names = (list) => list.map(({ name }) => name);
  const table = (path) => {
    const rows = [[]];
    for (const [, quoted, plain, end] of read(path).slice(1).matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g)) {
      rows.at(-1).push((quoted ?? plain).replaceAll('""', '"'));
      if (end !== ',') rows.push([]);
    }
    const [head, ...body] = rows;
    return body.filter((row) => row.length === head.length).map((row) => Object.fromEntries(head.map((key, n) => [key, row[n]])));
  };
  for (const year of readdirSync(join(site, 'data')).filter((name) => /^\d{4}$/.test(name))) {
    const own = json(`data/${year}/year.json`);
    pages.set(own.page, [own.title, ...own.aliases]);
    for (const one of [...own.goals, ...own.cases]) pages.set(one.page, [one.title]);
    for (const { json: path } of own.projects) {
      const project = json(path);
      const all = [project, ...project.indicators].flatMap(({ lead, partners }) => names([...lead, ...partners]));
      pages.set(project.page, [project.title, project.official_text ?? '', ...names(project.indicators), ...all]);
    }
  }
  for (const row of table('data/departments.csv')) pages.set(row.page, [row.name, ...row.aliases.split(';')]);
  for (const row of table('data/documents.csv')) pages.set(row.page, [row.title, row.number, row.issuer]);
  const others = readdirSync(site, { recursive: true }).filter((name) => /^(places|categories)\/(?!index).*\.html$/.test(name));
  const aliases = (path) => /<dt>又称<\/dt>\s*<dd>([^<]*)</.exec(read(path))?.[1].split('、') ?? [];
  for (const path of [...others, 'about.html', 'about-en.html', 'reading.html']) pages.set(path, [heading(path), ...aliases(path)]);
  return pages;
}

const fold = (text) => text.normalize('NFKC').toLowerCase().replace(/\s/g, '');
const pages = searched();
const folded = [...pages].map(([path, texts]) => [path, texts.map(fold)]);
const runs = new Set();
for (const texts of pages.values()) {
  for (const text of texts) {
    const signs = [...text];
    for (const length of [2, 3, 4]) {
      for (let at = 0; at + length <= signs.length; at += 1) runs.add(signs.slice(at, at + length).join('').trim());
    }
  }
}
const { find } = fresh();
const found = async (query) => {
  const result = await find(query);
  const all = await result.next(Infinity);
  expect(result.count === all.length, `${query}: ${result.count} said, ${all.length} found`);
  return all.map(({ href }) => href);
};
// Names every object has are words like any other.
for (const query of ['constructor', '__proto__', 'aconstructor']) expect((await found(query)).length === 0, `${query} is found`);
for (const run of runs) {
  const text = fold(run);
  if ([...text].length < 2) continue;
  const has = folded.filter(([, texts]) => texts.some((own) => own.includes(text))).map(([path]) => path);
  const got = await found(run);
  expect(has.every((path) => got.includes(path)), `${run}: not found: ${has.filter((path) => !got.includes(path))}`);
  // Letters are sounds too, and words with a space between need not stand together.
  if (!/[a-z\s]/i.test(run)) expect(got.every((path) => has.includes(path)), `${run}: wrong: ${got.filter((path) => !has.includes(path))}`);
}
expect(runs.size > 5000, `only ${runs.size} runs`);
for (const [query, path] of [
  ['cnq', 'departments/diqu.html'], ['znq', 'departments/diqu.html'], ['changningqu', 'departments/diqu.html'], ['quminzhengju', 'departments/minzheng.html'],
  ['jpxq', '2020/01.html'], ['jingpinxiaoqujianshe', '2020/01.html'], ['JINGPINX', '2020/01.html'], ['ｊｐｘｑ', '2020/01.html'], ['１００万平方米', '2020/01.html'],
  ['精品 民生', ''], ['小区 房管', '2020/01.html'], ['长府〔2020〕8号', 'documents/2020-goals.html'], ['精', '2020/01.html'], ['没有这样的话', ''], ['qqqqqq', ''],
]) {
  const got = await found(query);
  expect(path ? got.includes(path) : got.length === 0, `${query}: ${got}`);
}
// Titles before texts, late years before early ones.
const order = await (await find('小区')).next(Infinity);
const ranks = order.map(({ title, year }) => (title.includes('小区') ? 1e4 : 0) + Number(year));
expect(ranks.length > 3 && ranks.every((rank, n) => n === 0 || ranks[n - 1] >= rank), `order: ${ranks}`);

const require = createRequire(new URL('../../target/tools/', import.meta.url));
const puppeteer = require('puppeteer-core');
const axeSource = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const types = { '.html': 'text/html; charset=utf-8', '.css': 'text/css; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.svg': 'image/svg+xml' };
const server = createServer((request, response) => {
  const file = join(site, decodeURIComponent(new URL(request.url, 'http://localhost').pathname).replace('/a/b/', ''));
  if (!statSync(file, { throwIfNoEntry: false })?.isFile()) return void response.writeHead(404).end();
  response.writeHead(200, { 'content-type': types[extname(file)], 'content-security-policy': "default-src 'self'" });
  response.end(readFileSync(file));
});
await new Promise((done) => server.listen(0, '127.0.0.1', done));
const profile = mkdtempSync(join(tmpdir(), 'gongshi-search-'));
const browser = await puppeteer.launch({
  executablePath: '/usr/bin/chromium',
  headless: true,
  userDataDir: profile,
  args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
for (const base of [pathToFileURL(`${site}/`).href, `http://127.0.0.1:${server.address().port}/a/b/`]) {
  const page = await browser.newPage();
  const said = [];
  page.on('console', (message) => said.push(message.text()));
  page.on('pageerror', (error) => said.push(error.message));
  page.on('requestfailed', (request) => said.push(`failed: ${request.url()}`));
  await page.setViewport({ width: 360, height: 900 });
  const results = () => page.evaluate(() => ({
    count: document.querySelector('.gs-search__count').value,
    items: [...document.querySelectorAll('.gs-search__item')].map((item) => item.innerText.trim().split(/\n+/).join(' | ')),
    marks: [...document.querySelectorAll('.gs-search__item mark')].map((mark) => mark.textContent),
    query: new URLSearchParams(location.search).get('q'),
    more: !document.querySelector('.gs-search__more').hidden,
    wide: document.scrollingElement.scrollWidth > document.scrollingElement.clientWidth,
  }));
  const settled = () => page.waitForFunction(() => document.querySelector('.gs-search__count').value);
  await page.goto(`${base}search.html?q=%E7%B2%BE%E5%93%81%E5%B0%8F%E5%8C%BA%E5%BB%BA`, { waitUntil: 'load' });
  await settled();
  const first = await results();
  expect(first.items[0] === '精品小区建设 | 项目 2020 推进中 | 实施100万平方米精品小区建设。', `${base}: ${JSON.stringify(first)}`);
  expect(first.marks.length > 1 && first.marks.every((mark) => mark === '精品小区建'), `${base}: marks: ${first.marks}`);
  const type = async (query) => {
    await page.$eval('#search-words', (input) => { input.value = ''; });
    await page.type('#search-words', query);
    await page.evaluate(() => { document.querySelector('.gs-search__count').value = ''; });
    await page.keyboard.press('Enter');
    await settled();
    return results();
  };
  const heard = await type('jpxq');
  expect(heard.marks[0] === '精品小区' && heard.query === 'jpxq', `${base}: ${JSON.stringify(heard)}`);
  const many = await type('区');
  expect(many.items.length === 20 && many.more && /^找到 \d+ 条/.test(many.count), `${base}: ${many.count} ${many.items.length}`);
  await page.click('.gs-search__more');
  await page.waitForFunction(() => document.querySelectorAll('.gs-search__item').length > 20);
  expect(await page.evaluate(() => document.activeElement === document.querySelectorAll('.gs-search__item a')[20]), `${base}: the first new result has no focus`);
  const evil = await type('<img src=x onerror=alert(1)>');
  expect(evil.count.includes('“<img src=x onerror=alert(1)>”') && evil.items.length === 0, `${base}: ${evil.count}`);
  await type('小区');
  expect(!(await results()).wide, `${base}: scrolls sideways`);
  expect(said.length === 0, `${base}: ${said.join('; ')}`);
  if (base.startsWith('http')) {
    await page.setBypassCSP(true);
    await page.evaluate(axeSource);
    const result = await page.evaluate(() => axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }));
    expect(result.violations.length === 0, `axe: ${result.violations.map((v) => `${v.id} ${v.nodes[0].target}`).join('; ')}`);
  }
  await page.setJavaScriptEnabled(false);
  await page.goto(`${base}search.html`, { waitUntil: 'load' });
  for (const path of ['2020/index.html', 'departments/minzheng.html', 'categories/index.html', 'places/index.html', 'documents/2020-goals.html']) {
    expect(await page.$(`main a[href="${path}"]`), `${base}: without JavaScript no link to ${path}`);
  }
  await page.close();
}
await browser.close();
server.close();
rmSync(profile, { recursive: true, force: true });
for (const fault of faults.slice(0, 50)) console.error(fault);
console.log(`${passed} passed, ${faults.length} failed`);
process.exit(faults.length === 0 ? 0 : 1);
