// A window of 1280 pixels enlarged to 200% and 400% loses nothing, with the spacing of WCAG 1.4.12 too and in large text.
import { address } from '../lib/kinds.mjs';
import { cut } from '../lib/texts.mjs';
import { ELDER, LARGEST, LIGHT } from '../lib/views.mjs';

const ZOOMS = [{ name: '100%', width: 1280, height: 1024, scale: 1 }, { name: '200%', width: 640, height: 512, scale: 2 }, { name: '400%', width: 320, height: 256, scale: 4 }];

/** Runs in the page: space its text as WCAG 1.4.12 asks, or no more. */
function space(wide) {
  document.adoptedStyleSheets = [];
  if (!wide) return;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
    p { margin-block-end: 2em !important; }`);
  document.adoptedStyleSheets = [sheet];
}

export async function zoom({ browser, base, samples, report }) {
  await browser.each(samples, async (tab, page) => {
    await tab.open(base + address(page), 1280);
    for (const { name, width, height, scale } of ZOOMS) {
      await tab.size(width, height, scale);
      for (const view of [LIGHT, ELDER, LARGEST]) {
        await view.prepare(tab);
        for (const wide of [false, true]) {
          await tab.page.evaluate(space, wide);
          report.none(await tab.page.evaluate(cut), { page, width, view: `${view.name}, zoom ${name}${wide ? ', spaced' : ''}` });
        }
      }
    }
    await LIGHT.prepare(tab);
  });
}
