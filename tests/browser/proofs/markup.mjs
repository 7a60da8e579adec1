// The markup of every page: the Nu HTML checker and html-validate. Warnings of the first are printed, not failed.
import { relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { packaged, run } from '../lib/tools.mjs';

/** The Nu HTML checker over the whole folder. */
async function nu({ site, pages, report }) {
  const found = await run('java', ['-jar', packaged('vnu-jar/build/dist/vnu.jar'), '--skip-non-html', '--format', 'json', '--exit-zero-always', site]);
  const base = pathToFileURL(`${site}/`).href;
  const messages = JSON.parse(found.err).messages.map((one) => ({ ...one, page: decodeURIComponent(one.url.replace(/^file:\/*/, 'file:///').slice(base.length)) }));
  const errors = messages.filter((one) => one.type !== 'info');
  report.none(errors.map((one) => ({ element: `line ${one.lastLine}`, fault: `${one.page}: ${one.message}` })), { view: 'Nu HTML checker' });
  report.expect(pages.length > 0, { view: 'Nu HTML checker' }, 'no page was checked');
  const warnings = new Map();
  for (const one of messages.filter((each) => each.subType === 'warning')) {
    // It knows no address of the site, so to it nothing is the site's own; data for machines is no script.
    if (/Content Security Policy/.test(one.message)) continue;
    warnings.set(one.message, [...(warnings.get(one.message) ?? []), `${one.page}:${one.lastLine}`]);
  }
  for (const [message, where] of warnings) console.log(`          warning of the Nu HTML checker: ${message} (${where.length}: ${where[0]})`);
}

/** html-validate over every page. */
async function validate({ site, pages, report }) {
  const config = fileURLToPath(new URL('../html-validate.json', import.meta.url));
  const found = await run('node', [packaged('html-validate/bin/html-validate.mjs'), '--config', config, '--formatter', 'json', '--ext', 'html', site]);
  const results = JSON.parse(found.out || '[]');
  report.none(results.flatMap((result) => result.messages.map((one) => ({
    element: `${one.line}:${one.column} ${one.selector ?? ''}`,
    fault: `${relative(site, result.filePath)}: ${one.ruleId}: ${one.message}`,
  }))), { view: 'html-validate' });
  report.expect(found.code === (results.length > 0 ? 1 : 0) && pages.length > 0, { view: 'html-validate' }, `ended with ${found.code}: ${found.err.slice(0, 300)}`);
}

export async function markup(context) {
  await Promise.all([nu(context), validate(context)]);
}
