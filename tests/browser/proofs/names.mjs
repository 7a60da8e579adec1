// The names a screen reader says for the bars, pictures and inputs of a project and of a year, word for word.
import { address } from '../lib/kinds.mjs';
import { told } from '../lib/names.mjs';

const ASKED = new Set(['progressbar', 'meter', 'image', 'img', 'textbox', 'searchbox', 'checkbox', 'radio', 'combobox']);

const EXPECTED = {
  '2020/08.html': [
    'checkbox 关怀版 false',
    'progressbar 错时停车进度 100',
    'image 2020年进度 错时停车点位：2020年9月 120%。错时停车泊位：2020年9月 113.3%。',
    'progressbar 错时停车点位：120% 100',
    'progressbar 错时停车泊位：113.3% 100',
  ],
  '2020/index.html': [
    'checkbox 关怀版 false',
    'progressbar 平均进度 75.3',
    'searchbox 名称',
    'combobox 状态 全部',
    'combobox 主责部门 全部',
    'progressbar 养老床位、助餐与日间服务进度 53.8',
    'progressbar “家门口工程”进度 80.2',
    'progressbar 健身点与科学健身配送进度 45.8',
    'progressbar 公共文化惠民进度 51.7',
    'progressbar 残疾人家庭无障碍改造进度 45.9',
    'progressbar 错时停车进度 100',
    'progressbar 积水点改造进度 100',
    'progressbar 民众防护宣传教育进度 100',
    'progressbar 爱心暑托班与普惠性托育点进度 100',
  ],
};

export async function names({ browser, base, report }) {
  await browser.each(Object.entries(EXPECTED), async (tab, [page, expected]) => {
    await tab.open(base + address(page), 1280);
    const heard = (await told(tab)).filter((one) => ASKED.has(one.role)).map((one) => `${one.role} ${one.name} ${one.value ?? ''}`.trim());
    report.expect(heard.length === expected.length, { page }, `${heard.length} names, not ${expected.length}: ${heard.join('; ')}`);
    expected.forEach((name, at) => report.expect(heard[at] === name, { page }, `“${heard[at]}” should be “${name}”`));
  });
}
