// The pages of the site and the kinds they are of: every page is of one kind, every kind has a page.
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const KINDS = {
  home: /^index\.html$/,
  year: /^\d{4}\/index\.html$/,
  project: /^\d{4}\/\d+\.html$/,
  goals: /^\d{4}\/goals\/index\.html$/,
  goal: /^\d{4}\/goals\/\d+\.html$/,
  reporting: /^\d{4}\/reporting\/index\.html$/,
  evaluation: /^\d{4}\/evaluation\/index\.html$/,
  proposals: /^\d{4}\/proposals\/index\.html$/,
  proposal: /^\d{4}\/proposals\/\d+\.html$/,
  consultation: /^\d{4}\/consultation\/index\.html$/,
  decision: /^\d{4}\/consultation\/decision\.html$/,
  'work report': /^\d{4}\/work-report\/index\.html$/,
  archive: /^archive\.html$/,
  registry: /^(categories|departments|places|status)\/index\.html$/,
  listing: /^(categories|departments|places|status)\/(?!index\.)[a-z-]+\.html$/,
  documents: /^documents\/index\.html$/,
  document: /^documents\/\d[\w-]*\.html$/,
  corrections: /^corrections\.html$/,
  verify: /^verify\.html$/,
  data: /^data\/index\.html$/,
  page: /^(about|about-en|reading)\.html$/,
  'not found': /^404\.html$/,
};

/** Kinds that a site may be without. */
const PERHAPS = { search: /^search(\/index)?\.html$/ };

/** Every page below the folder, and of each kind its longest and its shortest page. */
export function pagesOf(folder, report) {
  const pages = readdirSync(folder, { recursive: true }).filter((name) => name.endsWith('.html')).sort();
  const kinds = new Map(Object.keys({ ...KINDS, ...PERHAPS }).map((kind) => [kind, []]));
  for (const page of pages) {
    const fitting = Object.entries({ ...KINDS, ...PERHAPS }).filter(([, pattern]) => pattern.test(page));
    if (report.expect(fitting.length === 1, { page }, `is of ${fitting.length} kinds; see tests/browser/lib/kinds.mjs`)) kinds.get(fitting[0][0]).push(page);
  }
  const samples = [];
  for (const [kind, all] of kinds) {
    if (kind in PERHAPS && all.length === 0) continue;
    if (!report.expect(all.length > 0, {}, `no page of the kind ${kind}`)) continue;
    const bySize = [...all].sort((a, b) => statSync(join(folder, a)).size - statSync(join(folder, b)).size);
    samples.push(bySize.at(-1));
    if (all.length > 1) samples.push(bySize[0]);
  }
  return { pages, kinds, samples };
}

/** A page's name as it stands in an address. */
export const address = (page) => page.split('/').map(encodeURIComponent).join('/');
