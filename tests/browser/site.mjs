// The built site in a real browser: node tests/browser/site.mjs SITE_FOLDER
//
// Every page is opened from a folder (file://), at / and below /a/b/, with a Content-Security-Policy of
// default-src 'self' enforced by the server. Asked of each: no console message, no failed request, none to anywhere
// else; no sideways scrolling at 360 and 1280 pixels; axe without a violation; html-validate without a fault; every
// progress bar named and within its bounds. One line a fault; the last line counts.
import { createRequire } from 'node:module';
import { createServer } from 'node:http';
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const require = createRequire(new URL('../../target/tools/', import.meta.url));
const puppeteer = require('puppeteer-core');
const axeSource = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const { HtmlValidate } = require('html-validate');

const site = resolve(process.argv[2]);
const types = { '.html': 'text/html; charset=utf-8', '.css': 'text/css; charset=utf-8', '.json': 'application/json', '.svg': 'image/svg+xml', '.png': 'image/png' };
const pages = readdirSync(site, { recursive: true }).filter((name) => name.endsWith('.html')).sort();
let passed = 0;
const faults = [];
const expect = (ok, fault) => (ok ? (passed += 1) : faults.push(fault));

/** Serve the site below a prefix; everything else is 404. */
function serve(prefix) {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, 'http://localhost').pathname);
    const file = join(site, path.slice(prefix.length));
    const inside = path.startsWith(prefix) && file.startsWith(site);
    if (!inside || !statSync(file, { throwIfNoEntry: false })?.isFile()) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { 'content-type': types[extname(file)] ?? 'application/octet-stream', 'content-security-policy': "default-src 'self'" });
    response.end(readFileSync(file));
  });
  return new Promise((done) => server.listen(0, '127.0.0.1', () => done({ server, base: `http://127.0.0.1:${server.address().port}${prefix}` })));
}

const profile = mkdtempSync(join(tmpdir(), 'gongshi-browser-'));
const browser = await puppeteer.launch({
  executablePath: '/usr/bin/chromium',
  headless: true,
  userDataDir: profile,
  args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});

/** Open a page and collect what it complains about. */
async function open(url, width) {
  const page = await browser.newPage();
  const said = [];
  page.on('console', (message) => said.push(`console: ${message.text()}`));
  page.on('pageerror', (error) => said.push(`error: ${error.message}`));
  page.on('requestfailed', (request) => said.push(`failed: ${request.url()}`));
  page.on('response', (response) => response.status() >= 400 && said.push(`${response.status()}: ${response.url()}`));
  const origin = new URL(url).protocol === 'file:' ? 'file://' : new URL(url).origin;
  page.on('request', (request) => request.url().startsWith(origin) || said.push(`outside: ${request.url()}`));
  await page.setViewport({ width, height: 900 });
  await page.goto(url, { waitUntil: 'load' });
  return { page, said };
}

/** What a person would stumble over in a page as it is drawn. */
function look() {
  const root = document.scrollingElement;
  const bars = [...document.querySelectorAll('progress')];
  return {
    wide: root.scrollWidth > root.clientWidth ? `${root.scrollWidth} > ${root.clientWidth}` : '',
    unnamed: bars.filter((bar) => !bar.getAttribute('aria-label')?.trim()).length,
    beyond: bars.filter((bar) => bar.value > bar.max || !bar.hasAttribute('value')).length,
    styled: getComputedStyle(document.body).fontFamily.includes('Noto') || document.styleSheets.length > 0,
    scripts: [...document.scripts].filter((s) => s.type !== 'application/ld+json').length,
    inline: document.querySelectorAll('[style], style').length,
    headings: document.querySelectorAll('h1').length,
  };
}

const top = await serve('/');
const below = await serve('/a/b/');
const validator = new HtmlValidate({ extends: ['html-validate:recommended'], rules: { 'long-title': 'off', 'no-trailing-whitespace': 'off', 'void-style': 'off', 'require-sri': 'off' } });

for (const name of pages) {
  const address = name.split('/').map(encodeURIComponent).join('/');
  for (const [base, width] of [[below.base, 360], [top.base, 1280], [pathToFileURL(`${site}/`).href, 1280]]) {
    const { page, said } = await open(base + address, width);
    expect(said.length === 0, `${name} at ${base}: ${said.join('; ')}`);
    const found = await page.evaluate(look);
    expect(!found.wide, `${name}: scrolls sideways at ${width}: ${found.wide}`);
    expect(found.unnamed + found.beyond === 0, `${name}: ${found.unnamed} progress bars without a name, ${found.beyond} beyond their bounds`);
    expect(found.styled, `${name} at ${base}: the stylesheet did not load`);
    expect(found.scripts + found.inline === 0, `${name}: ${found.scripts} scripts, ${found.inline} inline styles`);
    expect(found.headings === 1, `${name}: ${found.headings} top headings`);
    if (base === below.base) {
      await page.setBypassCSP(true);
      await page.evaluate(axeSource);
      const result = await page.evaluate(() => axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }));
      const violations = result.violations.map((v) => `${v.id} (${v.nodes.length}: ${v.nodes[0].target.join(' ')})`);
      expect(violations.length === 0, `${name}: axe: ${violations.join('; ')}`);
    }
    await page.close();
  }
  const report = await validator.validateString(readFileSync(join(site, name), 'utf8'));
  const messages = report.results.flatMap((result) => result.messages.map((m) => `${m.line}:${m.column} ${m.ruleId}: ${m.message}`));
  expect(report.valid, `${name}: html-validate: ${messages.join('; ')}`);
}

await browser.close();
top.server.close();
below.server.close();
rmSync(profile, { recursive: true, force: true });
for (const fault of faults) console.error(fault);
console.log(`${passed} passed, ${faults.length} failed`);
process.exit(faults.length === 0 && pages.length > 0 ? 0 : 1);
