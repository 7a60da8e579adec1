// The search page: what is typed is found, shown and kept in the address. Its words are the page's.
document.addEventListener('DOMContentLoaded', () => {
  const box = document.querySelector('.gs-search');
  if (!box) return;
  const say = box.dataset;
  const { find, foldSign, signs } = gongshiSearch;
  const fold = (text) => signs(text).map(foldSign).join('');
  gongshiSearch.folder = say.index;

  /** Write a text with its hits marked; of a long one what is around the first. */
  const write = (to, text, hits, most) => {
    const all = signs(text);
    const folded = all.flatMap((sign, at) => [...foldSign(sign)].map((c) => ({ c, at })));
    const heard = folded.filter(({ c }) => /[\p{Alphabetic}\p{N}]/u.test(c));
    const marked = new Set();
    const mark = (some) => some.forEach(({ at }) => marked.add(at));
    for (const { word, length, at } of hits) {
      if (length && !most) mark(heard.slice(at, at + length));
      folded.forEach((_, n) => {
        const some = folded.slice(n, n + [...word].length);
        if (some.map(({ c }) => c).join('') === word) mark(some);
      });
    }
    const from = most && marked.size ? Math.max(0, Math.min(...marked) - 20) : 0;
    const end = most ? from + most : all.length;
    if (from) to.append(say.cut);
    all.slice(from, end).forEach((sign, n) => {
      if (!marked.has(from + n)) to.append(sign);
      else if (to.lastChild?.nodeName === 'MARK') to.lastChild.append(sign);
      else to.append(Object.assign(document.createElement('mark'), { textContent: sign }));
    });
    if (end < all.length) to.append(say.cut);
    to.normalize();
  };

  const [form, count, list, more] = ['form', 'output', 'ol', '.gs-search__more'].map((part) => box.querySelector(part));
  const [one, words] = [...box.querySelectorAll('template')].map((template) => template.content);
  const show = ({ kind, href, title, status, texts, hits, year }) => {
    const item = one.cloneNode(true);
    const [link, facts, passage] = ['a', '.gs-search__facts', '.gs-search__passage'].map((part) => item.querySelector(part));
    link.href = href;
    write(link, title, hits, 0);
    const named = [`[data-kind="${kind}"]`, `[data-status="${status}"]`].map((part) => words.querySelector(part)?.cloneNode(true));
    facts.append(named[0], ` ${year} `, named[1] ?? '');
    const text = texts.find((text) => hits.some(({ word }) => fold(text).includes(word))) ?? texts[0];
    if (text) write(passage, text, hits, 80); else passage.remove();
    list.append(item);
  };

  let turn = 0;
  const search = async () => {
    const query = form.q.value.trim();
    const own = (turn += 1);
    list.replaceChildren();
    [count.value, more.hidden] = ['', true];
    try { history.replaceState(null, '', `?q=${encodeURIComponent(query)}`); } catch { /* file:// may refuse */ }
    if (!query) return;
    const next = async (found) => {
      const shown = await found.next(20);
      if (own !== turn) return;
      const before = list.children.length;
      shown.forEach(show);
      count.value = (found.count ? say.found : say.none).replace('{count}', found.count).replace('{query}', () => query);
      more.hidden = !found.left();
      more.onclick = () => next(found).catch(failed);
      if (before) list.children[before]?.querySelector('a').focus();
    };
    const failed = () => { if (own === turn) count.value = say.failed; };
    await find(query).then(next).catch(failed);
  };
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    search();
  });
  form.q.value = new URLSearchParams(location.search).get('q') ?? '';
  if (form.q.value) search();
});
