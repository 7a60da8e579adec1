// The built site in a real browser: node tests/browser/site.mjs SITE_FOLDER [PROOF...]
//
// Each proof is a file of proofs/; all of them run unless some are named. One line a proof with the time it took, one line a
// fault with its page, width, view and element; the last line counts. BLESS=1 approves the pictures of today.
import { resolve } from 'node:path';
import { Browser } from './lib/browser.mjs';
import { pagesOf } from './lib/kinds.mjs';
import { Report } from './lib/report.mjs';
import { serve } from './lib/server.mjs';
import { axe } from './proofs/axe.mjs';
import { controls } from './proofs/controls.mjs';
import { keyboard } from './proofs/keyboard.mjs';
import { lighthouse } from './proofs/lighthouse.mjs';
import { markup } from './proofs/markup.mjs';
import { names } from './proofs/names.mjs';
import { everyPage } from './proofs/pages.mjs';
import { pictures } from './proofs/pictures.mjs';
import { places } from './proofs/places.mjs';
import { policy } from './proofs/policy.mjs';
import { print } from './proofs/print.mjs';
import { weight } from './proofs/weight.mjs';
import { zoom } from './proofs/zoom.mjs';

const PROOFS = { markup, weight, pages: everyPage, axe, keyboard, zoom, controls, names, policy, places, print, pictures, lighthouse };

const [folder, ...named] = process.argv.slice(2);
const unknown = named.filter((name) => !(name in PROOFS));
if (!folder || unknown.length > 0) {
  console.error(`no such proof: ${unknown.join(' ')}; there are ${Object.keys(PROOFS).join(' ')}`);
  process.exit(2);
}
const report = new Report();
const site = resolve(folder);
let found;
await report.part('kinds', () => { found = pagesOf(site, report); });
const server = await serve(site, '/');
const browser = await Browser.launch();
for (const [name, proof] of Object.entries(PROOFS)) {
  if (named.length > 0 && !named.includes(name)) continue;
  await report.part(name, () => proof({ ...found, site, base: server.base, browser, report }));
}
await browser.close();
server.close();
process.exit(report.end() ? 0 : 1);
