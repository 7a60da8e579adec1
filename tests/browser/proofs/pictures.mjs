// The main pages look as approved. A difference leaves the picture and the difference in target/pictures; BLESS=1 approves what is.
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { address } from '../lib/kinds.mjs';
import { packaged, require, run } from '../lib/tools.mjs';
import { DARK, ELDER, LIGHT, PRINT } from '../lib/views.mjs';

const { PNG } = require('pngjs');
const APPROVED = fileURLToPath(new URL('../approved/', import.meta.url));
const FOUND = fileURLToPath(new URL('../../../target/pictures/', import.meta.url));
const PAGES = {
  home: 'index.html',
  year: '2020/index.html',
  project: '2020/08.html',
  archive: 'archive.html',
  document: 'documents/2020-goals.html',
  goals: '2020/goals/index.html',
  decision: '2023/consultation/decision.html',
  search: 'search.html',
};
const WIDTHS = [360, 1280];
const TALLEST = 1600;
/** The share of a picture that may differ: another build of the same browser draws some edges anew. */
const TOLERANCE = 0.002;

/** Every picture: its name, its page, how wide and in which view. */
function shots(pages) {
  const there = Object.entries(PAGES).filter(([name, page]) => name !== 'search' || pages.includes(page));
  const light = there.flatMap(([name, page]) => WIDTHS.map((width) => ({ name: `${name}-${width}`, page, width, view: LIGHT })));
  const others = [DARK, ELDER].flatMap((view) => WIDTHS.map((width) => ({ name: `project-${view.name}-${width}`, page: PAGES.project, width, view })));
  return [...light, ...others, { name: 'project-print', page: PAGES.project, width: 673, view: PRINT }];
}

async function take(tab, base, { page, width, view }) {
  await tab.open(base + address(page), width);
  await view.prepare(tab);
  await tab.page.evaluate(() => document.fonts.ready.then(() => {}));
  const { cssContentSize } = await tab.cdp.send('Page.getLayoutMetrics');
  const clip = { x: 0, y: 0, width, height: Math.min(TALLEST, Math.ceil(cssContentSize.height)), scale: 1 };
  const { data } = await tab.cdp.send('Page.captureScreenshot', { format: 'png', clip, captureBeyondViewport: true });
  await LIGHT.prepare(tab);
  return Buffer.from(data, 'base64');
}

/** Keep a picture as an approved one, in few colours. */
async function approve(name, picture) {
  const file = `${APPROVED}${name}.png`;
  writeFileSync(file, picture);
  const made = await run('pngquant', ['--force', '--nofs', '--strip', '--speed', '1', '--output', file, '64', file]);
  if (made.code !== 0) throw new Error(`pngquant: ${made.err}`);
}

export async function pictures({ browser, base, pages, report }) {
  const { default: pixelmatch } = await import(packaged('pixelmatch/index.js'));
  const wanted = shots(pages);
  rmSync(FOUND, { recursive: true, force: true });
  mkdirSync(FOUND, { recursive: true });
  if (process.env.BLESS) {
    rmSync(APPROVED, { recursive: true, force: true });
    mkdirSync(APPROVED, { recursive: true });
  }
  await browser.each(wanted, async (tab, shot) => {
    const { name, page, width, view } = shot;
    const at = { page, width, view: view.name };
    const taken = await take(tab, base, shot);
    if (process.env.BLESS) await approve(name, taken);
    const file = `${APPROVED}${name}.png`;
    if (!report.expect(existsSync(file), at, `no approved picture ${name}.png: look at the page, then run with BLESS=1`)) return;
    const [is, was] = [PNG.sync.read(taken), PNG.sync.read(readFileSync(file))];
    const same = is.width === was.width && is.height === was.height;
    let share = 1;
    if (same) {
      const difference = new PNG({ width: is.width, height: is.height });
      share = pixelmatch(was.data, is.data, difference.data, is.width, is.height, { threshold: 0.1 }) / (is.width * is.height);
      if (share > TOLERANCE) writeFileSync(`${FOUND}${name}.difference.png`, PNG.sync.write(difference));
    }
    if (share > TOLERANCE) writeFileSync(`${FOUND}${name}.png`, taken);
    report.expect(same, at, `${name} is ${is.width}×${is.height}, approved was ${was.width}×${was.height}; see target/pictures/${name}.png`);
    report.expect(!same || share <= TOLERANCE, at, `${(share * 100).toFixed(2)}% of ${name} differ; see target/pictures/${name}.difference.png`);
  });
  const known = new Set(wanted.map(({ name }) => name));
  report.none(readdirSync(APPROVED).filter((file) => !known.has(basename(file, '.png'))).map((file) => `approved/${file} is of no page`), {});
}
