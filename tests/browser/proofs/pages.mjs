// Every page, opened once with scripts and once without: it says nothing to the console, asks for nothing elsewhere, lets nothing
// foreign in, names what it shows, has the same words either way, and all its links lead somewhere. axe looks at it too.
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { address } from '../lib/kinds.mjs';
import { told } from '../lib/names.mjs';
import { cut, words } from '../lib/texts.mjs';
import { LIGHT } from '../lib/views.mjs';
import { axeOnce } from './axe.mjs';

const WIDTH = 360;

/** Runs in the page: its policy, what would offend against it, and what is wrong with its bars and headings. */
function look() {
  const policies = document.head.querySelectorAll('meta[http-equiv="Content-Security-Policy" i]');
  const bars = [...document.querySelectorAll('progress')];
  const data = 'application/ld+json';
  return {
    policy: [...policies].map((meta) => meta.content).join(' and '),
    early: policies.length > 0 && [...document.querySelectorAll('script, link[rel~="stylesheet"], style')]
      .some((element) => element.compareDocumentPosition(policies[0]) & Node.DOCUMENT_POSITION_FOLLOWING),
    inline: [...document.querySelectorAll('[style], style')].length,
    scripts: [...document.scripts].filter((script) => !script.src && script.type !== data).length,
    handlers: [...document.querySelectorAll('*')].flatMap((element) => element.getAttributeNames().filter((name) => name.startsWith('on'))).length,
    beyond: bars.filter((bar) => !bar.hasAttribute('value') || bar.value > bar.max).length,
    headings: document.querySelectorAll('h1').length,
    sheets: [...document.styleSheets].filter((sheet) => sheet.cssRules.length > 0).length,
  };
}

/** Runs in the page: every link as an address, and every id. */
function ties() {
  return {
    links: [...document.querySelectorAll('a[href], area[href]')].map((link) => ({ href: link.href, text: link.textContent.trim() })),
    ids: [...document.querySelectorAll('[id]')].map((element) => element.id),
  };
}

/** Whether a policy lets in nothing but the site's own files. */
export function isStrict(policy) {
  const directives = new Map(policy.split(';').map((part) => part.trim().split(/\s+/)).filter(([name]) => name).map(([name, ...sources]) => [name, sources]));
  const values = [...directives].filter(([name]) => name.endsWith('-src') || name.startsWith('script-src') || name.startsWith('style-src'));
  return directives.has('default-src') && values.every(([, sources]) => sources.every((source) => source === "'self'" || source === "'none'"));
}

async function one(tab, page, { base, report }) {
  const at = { page, width: WIDTH, view: 'light' };
  await tab.open(base + address(page), WIDTH);
  await LIGHT.prepare(tab);
  const found = await tab.page.evaluate(look);
  report.expect(isStrict(found.policy), at, `its policy is “${found.policy}”`);
  report.expect(!found.early, at, 'scripts or styles stand before its policy');
  report.expect(found.inline + found.scripts + found.handlers === 0, at, `${found.inline} inline styles, ${found.scripts} inline scripts, ${found.handlers} handlers in attributes`);
  report.expect(found.beyond === 0, at, `${found.beyond} progress bars are without a value or beyond their bounds`);
  report.expect(found.headings === 1, at, `${found.headings} top headings`);
  report.expect(found.sheets > 0, at, 'no stylesheet was loaded');
  report.none((await told(tab)).filter((node) => !node.name).map((node) => `a ${node.role} has no name`), at);
  report.none(await tab.page.evaluate(cut), at);
  const withScripts = await tab.page.evaluate(words);
  await axeOnce(tab, report, at);
  report.none(tab.said, at);

  await tab.scripts(false);
  await tab.open(base + address(page), WIDTH);
  const without = { ...at, view: 'without scripts' };
  const plain = await tab.page.evaluate(words);
  report.expect(plain === withScripts, without, `its words differ: ${difference(plain, withScripts)}`);
  const tied = await tab.page.evaluate(ties);
  report.none(tab.said, without);
  await tab.scripts(true);
  return tied;
}

/** Where two texts part. */
function difference(one, other) {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  return `“${one.slice(at, at + 30)}” is “${other.slice(at, at + 30)}” with scripts`;
}

/** Every page at one width. */
export async function everyPage(context) {
  const { browser, base, site, pages, report } = context;
  const tied = new Map();
  await browser.each(pages, async (tab, page) => tied.set(page, await one(tab, page, context)));
  for (const [page, { links }] of tied) {
    for (const { href, text } of links) {
      if (!href.startsWith(base)) {
        report.expect(/^(https?|mailto|tel):/.test(href), { page }, `a link leads nowhere: ${href}`);
        continue;
      }
      const [path, fragment] = decodeURIComponent(href.slice(base.length)).split('#');
      const there = statSync(join(site, path), { throwIfNoEntry: false })?.isFile() && (!fragment || tied.get(path)?.ids.includes(fragment));
      report.expect(there, { page, view: 'without scripts', element: `link “${text}”` }, `leads nowhere: ${href}`);
    }
  }
}
