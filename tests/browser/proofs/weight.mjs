// What a page weighs: compressed it fits into the first round trip of a new connection (ten packets, 14 kB), and beside it there
// are one stylesheet and one script.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const MOST = 14 * 1024;

export async function weight({ site, pages, report }) {
  for (const page of pages) {
    const html = readFileSync(join(site, page));
    const packed = execFileSync('gzip', ['-9', '-c', join(site, page)]).length;
    report.expect(packed <= MOST, { page }, `${packed} bytes compressed, more than ${MOST}`);
    const beside = [...html.toString().matchAll(/<(?:script[^>]* src|link rel="stylesheet" href)="([^"]+)"/g)].map(([, address]) => address.replace(/^(\.\.\/)+/, ''));
    report.expect(beside.sort().join(' ') === 'assets/script.js assets/style.css', { page }, `loads ${beside.join(' ')}`);
  }
}
