// axe finds nothing: WCAG 2.0, 2.1 and 2.2 at A, AA and AAA and its best practice. The contrast of text is computed here once
// more, as axe gives up on text in tables that scroll and on single characters.
import { readFileSync } from 'node:fs';
import { require } from '../lib/tools.mjs';
import { faint } from '../lib/contrast.mjs';
import { address } from '../lib/kinds.mjs';
import { CHOSEN, LIGHT, VIEWS, WIDTHS } from '../lib/views.mjs';

const source = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag2aaa', 'wcag21a', 'wcag21aa', 'wcag21aaa', 'wcag22a', 'wcag22aa', 'wcag22aaa', 'best-practice'];
/** Rules that must have been run; axe leaves some of them out unless asked. */
const ASKED = ['color-contrast-enhanced', 'target-size', 'identical-links-same-purpose'];
/** What a view that only changes colours can break. */
const COLOURS = ['color-contrast', 'color-contrast-enhanced', 'link-in-text-block', 'target-size'];

/** Put axe into the open page; nothing else of it changes. */
async function bring(page) {
  await page.evaluate(source);
}

/** Ask axe about the open page as it looks now. */
async function ask(tab, report, at, rules) {
  const result = await tab.page.evaluate(async (only, asked) => {
    const found = await axe.run(document, {
      runOnly: only,
      ...(only.type === 'tag' && { rules: Object.fromEntries(asked.map((rule) => [rule, { enabled: true }])) }),
      resultTypes: ['violations'],
    });
    const faults = found.violations.flatMap((rule) => rule.nodes.map((node) => ({
      element: node.target.join(' '),
      fault: `${rule.id}: ${[...node.any, ...node.all, ...node.none].map((check) => check.message).join('; ')}`,
    })));
    const ran = [found.violations, found.incomplete, found.passes, found.inapplicable].flat().map((rule) => rule.id);
    return { faults, missing: asked.filter((rule) => !ran.includes(rule)) };
  }, rules ? { type: 'rule', values: rules } : { type: 'tag', values: TAGS }, rules ?? ASKED);
  report.none(result.faults, at);
  report.expect(result.missing.length === 0, at, `axe did not run ${result.missing.join(', ')}`);
  report.none(await tab.page.evaluate(faint), at);
}

/** One page, once. */
export async function axeOnce(tab, report, at) {
  await bring(tab.page);
  await ask(tab, report, at);
}

/** The pages of each kind in every view and width. */
export async function axe({ browser, base, samples, report }) {
  await browser.each(samples, async (tab, page) => {
    await tab.open(base + address(page), WIDTHS[0]);
    await bring(tab.page);
    for (const width of WIDTHS) {
      await tab.size(width);
      for (const view of VIEWS) {
        const at = { page, width, view: view.name };
        await view.prepare(tab);
        // What only changes colours is wholly looked at once; in other windows its contrast is computed.
        if (!view.colours) await ask(tab, report, at);
        else if (width === WIDTHS[0]) await ask(tab, report, at, COLOURS);
        else report.none(await tab.page.evaluate(faint), at);
      }
      for (const view of CHOSEN) {
        await view.prepare(tab);
        report.none(await tab.page.evaluate(faint), { page, width, view: view.name });
      }
    }
    await LIGHT.prepare(tab);
    report.none(tab.said, { page });
  });
}
