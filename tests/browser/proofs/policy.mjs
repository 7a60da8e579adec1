// The policy of each kind of page holds: what is brought into an open page from outside is not run, drawn or asked for.
import { address } from '../lib/kinds.mjs';
import { stranger } from '../lib/server.mjs';

/** Runs in the page: bring in what an attacker would, and wait until the browser has refused each. */
async function attack(base) {
  const refused = [];
  const wanted = 6;
  const all = new Promise((done) => {
    document.addEventListener('securitypolicyviolation', (event) => {
      refused.push(event.effectiveDirective);
      if (refused.length === wanted) done();
    });
  });
  const late = new Promise((done) => { setTimeout(done, 5000); });
  const add = (tag, set) => document.body.append(Object.assign(document.createElement(tag), set));
  const before = getComputedStyle(document.body).outlineWidth;
  add('script', { textContent: 'window.harm = "inline script"' });
  add('script', { src: `${base}harm.js` });
  add('style', { textContent: 'body { outline: 7px solid red }' });
  add('img', { src: `${base}harm.svg`, alt: '' });
  document.body.setAttribute('style', 'outline: 7px solid red');
  fetch(`${base}harm.json`).catch(() => {});
  await Promise.race([all, late]);
  return { refused: refused.sort().join(' '), harm: window.harm, drawn: getComputedStyle(document.body).outlineWidth !== before };
}

const REFUSED = 'connect-src img-src script-src-elem script-src-elem style-src-attr style-src-elem';

export async function policy({ browser, base, samples, report }) {
  const outside = await stranger();
  await browser.each(samples, async (tab, page) => {
    await tab.open(base + address(page), 360);
    const found = await tab.page.evaluate(attack, outside.base);
    report.expect(found.refused === REFUSED, { page }, `refused was ${found.refused}`);
    report.expect(found.harm === undefined, { page }, 'an inline script ran');
    report.expect(!found.drawn, { page }, 'an inline style was drawn');
  });
  report.expect(outside.asked.length === 0, {}, `asked of a stranger: ${outside.asked.join(' ')}`);
  outside.close();
}
