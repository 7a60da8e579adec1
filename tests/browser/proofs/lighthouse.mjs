// Lighthouse gives full marks for accessibility, best practices and to search engines.
import { address } from '../lib/kinds.mjs';
import { packaged } from '../lib/tools.mjs';

const PAGES = ['index.html', '2020/index.html', '2020/08.html'];
const CATEGORIES = ['accessibility', 'best-practices', 'seo'];
/** Nothing is measured, so nothing is waited for. */
const SETTINGS = {
  onlyCategories: CATEGORIES,
  throttlingMethod: 'provided',
  disableFullPageScreenshot: true,
  pauseAfterFcpMs: 0,
  pauseAfterLoadMs: 0,
  networkQuietThresholdMs: 0,
  cpuQuietThresholdMs: 0,
  logLevel: 'error',
};

export async function lighthouse({ browser, base, report }) {
  const { default: measure } = await import(packaged('lighthouse/core/index.js'));
  // It changes how a tab behaves, so it gets one of its own.
  const { page } = await browser.tab();
  for (const name of PAGES) {
    const { lhr } = await measure(base + address(name), SETTINGS, undefined, page);
    report.expect(!lhr.runtimeError, { page: name }, lhr.runtimeError?.message);
    for (const category of CATEGORIES) {
      const { score, auditRefs } = lhr.categories[category];
      const lost = auditRefs.filter(({ id, weight }) => weight > 0 && lhr.audits[id].score !== null && lhr.audits[id].score < 1).map(({ id }) => `${id}: ${lhr.audits[id].title}`);
      report.expect(score === 1, { page: name }, `${category}: ${Math.round(score * 100)} of 100: ${lost.join('; ')}`);
    }
  }
  await page.close();
}
