// The pages of each kind work below a path and from a folder: every request is answered and the style is applied.
import { pathToFileURL } from 'node:url';
import { address } from '../lib/kinds.mjs';
import { serve } from '../lib/server.mjs';

/** Runs in the page: what the theme's stylesheet does to it, and whether every picture is there. */
const drawn = () => ({
  styled: getComputedStyle(document.body).fontFamily.includes('Noto Sans CJK SC'),
  pictures: [...document.images].every((image) => image.naturalWidth > 0),
});

export async function places({ browser, site, samples, report }) {
  const below = await serve(site, '/a/b/');
  for (const base of [below.base, pathToFileURL(`${site}/`).href]) {
    const view = base === below.base ? 'at /a/b/' : 'from a folder';
    await browser.each(samples, async (tab, page) => {
      await tab.open(base + address(page), 360);
      const found = await tab.page.evaluate(drawn);
      report.expect(found.styled, { page, view }, 'the stylesheet was not applied');
      report.expect(found.pictures, { page, view }, 'a picture is missing');
      report.none(tab.said, { page, view });
    });
  }
  below.close();
}
