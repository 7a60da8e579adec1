// What comes out of a printer: as many sheets of A4 as expected, with title and sources, without menus, inside the margins.
import { join } from 'node:path';
import { writeFileSync } from 'node:fs';
import { address } from '../lib/kinds.mjs';
import { run } from '../lib/tools.mjs';
import { LIGHT } from '../lib/views.mjs';

/** Points: the size of A4, and the margins the theme sets less what rounding may take. */
const SHEET = { width: 595, height: 842 };
const MARGIN = { x: (16 / 25.4) * 72 - 2, y: (18 / 25.4) * 72 - 2 };

const EXPECTED = {
  'index.html': { sheets: 3, words: ['长宁区为民办实事项目公示'] },
  '2023/index.html': { sheets: 4, words: ['2023年区政府实事项目', '本页引用的文件', '《长宁区2023年度为民办实事项目_公众参与》'] },
  '2020/08.html': { sheets: 4, words: ['错时停车', '[1]第55项', '[2]第8项', '本页引用的文件', '《上海市长宁区人民政府关于印发区政府2020年重点工作目标的通知》（长府〔2020〕8号）', '《关于区政府实事项目1-9月推进情况》', '340'] },
  'documents/2020-goals.html': { sheets: 3, words: ['长府〔2020〕8号'] },
};
/** Words of menus and buttons, which nobody can press on paper. */
const MENU = ['跳到正文', '首页年度项目', '历年对照部门', '首页›', '上一项', '下一项'];

const plain = (text) => text.normalize('NFKC').replace(/\s+/g, '');

export async function print({ browser, base, report }) {
  await browser.each(Object.entries(EXPECTED), async (tab, [page, expected]) => {
    const at = { page, view: 'print' };
    await tab.open(base + address(page), 1280);
    await LIGHT.prepare(tab);
    const file = join(browser.profile, `${page.replaceAll('/', '-')}.pdf`);
    writeFileSync(file, await tab.page.pdf({ preferCSSPageSize: true, printBackground: true }));
    const { out } = await run('pdftotext', ['-bbox', file, '-']);
    const sheets = [...out.matchAll(/<page width="([\d.]+)" height="([\d.]+)">([\s\S]*?)<\/page>/g)];
    report.expect(sheets.length === expected.sheets, at, `${sheets.length} sheets, not ${expected.sheets}`);
    const text = plain((await run('pdftotext', ['-layout', file, '-'])).out);
    for (const words of [...expected.words, await tab.page.$eval('h1', (heading) => heading.textContent)]) report.expect(text.includes(plain(words)), at, `“${words}” is missing`);
    for (const words of MENU) report.expect(!text.includes(plain(words)), at, `“${words}” of a menu is printed`);
    sheets.forEach(([, width, height, inside], number) => {
      report.expect(Math.abs(width - SHEET.width) <= 1 && Math.abs(height - SHEET.height) <= 1, at, `sheet ${number + 1} is ${width} by ${height}`);
      const boxes = [...inside.matchAll(/<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*?)<\/word>/g)];
      report.expect(boxes.length > 0, at, `sheet ${number + 1} is empty`);
      // The boxes are as tall as the font's tallest character, so a line is where its middle is.
      const beyond = boxes.filter(([, left, top, right, bottom, word]) => {
        const middle = (Number(top) + Number(bottom)) / 2;
        // The number of the sheet stands there.
        if (middle > height - MARGIN.y && /^(\d+|\/)$/.test(word)) return false;
        // An opening sign at the start of a line keeps its place but not its left half.
        const ink = Number(left) + (/^[“‘（《〈「『【〔]/.test(word) ? (bottom - top) / 2 : 0);
        return ink < MARGIN.x || right > width - MARGIN.x || middle < MARGIN.y || middle > height - MARGIN.y;
      });
      report.none(beyond.map(([, , , , , word]) => `“${word}” on sheet ${number + 1} stands in the margin`), at);
    });
  });
}
