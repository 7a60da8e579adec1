// What finds pages, offline and from file:// too: the index is scripts, loaded as they are needed, each of which hands its
// value to gongshiSearch(name, value). gongshiSearch.find(query) tells how many pages have it, and the next so many of
// them; its folder must be set before. See docs/search.md.
const gongshiSearch = (() => {
  const files = {};
  const take = {};
  const load = (name) => (files[name] ??= new Promise((done, fail) => {
    take[name] = done;
    const script = document.createElement('script');
    const onerror = () => {
      // The next query tries again.
      delete files[name];
      script.remove();
      fail(new Error(name));
    };
    Object.assign(script, { src: `${gongshiSearch.folder}${name}.js`, onerror });
    document.head.append(script);
  }));
  // Signs are folded as in src/plan/search/fold.rs, one by one.
  const signs = (text) => [...text.normalize('NFC')];
  const foldSign = (sign) => sign.normalize('NFKC').toLowerCase().replace(/[\s\u0085]/g, '');
  const fold = (text) => signs(text).map(foldSign).join('');
  const hash = (key) => [...key].reduce((sum, c) => (sum * 31 + c.codePointAt(0)) % 65521, 7);
  const SPAN = 2 ** 20; // more than a text has signs

  /** Where pairs stand that cover so many signs, or as many pairs as are to do, as texts tell the rest. */
  const pairs = (length, most) => {
    const count = Math.min(most, Math.ceil(length / 2));
    return Array.from({ length: count }, (_, n) => (n < count - 1 && count < most ? 2 * n : Math.round((n * (length - 2)) / (count - 1 || 1))));
  };

  const SYLLABLE = /^([zcs]h?|[bpmfdtnlgkhjqxrwy])?([aoeiuv]|[ae]i|ui|[ao]u|ao|iu|[iuv]e|er|[aeiu]n|[aei]ng|i?ong|i[ao]|[iu]?ang|ian|iao|u[ao]|uai|uan)$/;
  /** Letters as syllables, the last of which may be unfinished: the ways with the fewest. */
  const spell = (text, known = Object.create(null)) => (known[text] ??= (() => {
    const all = SYLLABLE.test(text) || /^([zcs]h|[b-df-hj-np-tw-z])$/.test(text) ? [[text]] : [];
    for (let n = 1; n < Math.min(7, text.length); n += 1) {
      const head = text.slice(0, n);
      if (SYLLABLE.test(head)) all.push(...spell(text.slice(n), known).map((rest) => [head, ...rest]));
    }
    return all.sort((a, b) => a.length - b.length).slice(0, 2);
  })());

  /** What a word may mean: the signs themselves, syllables, initials. */
  const meanings = (word) => {
    const own = [...word];
    const written = (own[1] ? pairs(own.length, /[a-z]/.test(word) ? 1 : 5) : [0]).map((at) => {
      const address = own.slice(at, at + 2).join('');
      return { at, address, fits: (key) => key === address };
    });
    const heard = (parts, same) => ({ length: parts.length, steps: pairs(parts.length, Infinity).map((at) => ({
      at,
      address: `${parts[at][0]}'${parts[at + 1][0]}`,
      fits: (key) => key.split("'").every((sound, n, two) => two[1] && same(sound, at + n)),
    })) });
    const all = [{ steps: written }];
    if (!/^(?!\d+$)[a-z\d]{2,40}$/.test(word)) return all;
    const spelt = spell(word).filter((parts) => parts[1]);
    all.push(...spelt.map((parts) => heard(parts, (sound, n) => (parts[n + 1] ? sound === parts[n] : sound.startsWith(parts[n])))));
    if (!spelt.length || word.length < 5) all.push(heard(own, (sound, n) => sound[0] === own[n]));
    return all;
  };

  /** The numbers of a list (src/plan/search/shard.rs), by two: entry and position. */
  const places = (list, each) => {
    let [value, unit, entry, second] = [0, 1, 0, false];
    for (let n = 0; n < list.length; n += 1) {
      const code = list.charCodeAt(n);
      if (code > 92) {
        value += (code - 93) * unit;
        unit *= 34;
      } else {
        value += (code - 35) * unit;
        if (second) each(entry, value); else entry += value;
        [value, unit, second] = [0, 1, !second];
      }
    }
  };

  /** The entries of a segment that have a word: in the title (rank 0) or in a text. */
  const look = async (word, [name, shards]) => {
    const found = new Map();
    for (const { steps, length } of meanings(word)) {
      const lists = await Promise.all(steps.map(async ({ address, fits }) => {
        const shard = await load(`${name}/${hash(address) % shards}`);
        return Object.keys(shard).filter(fits).map((key) => shard[key].split(' '));
      }));
      for (const rank of [0, 1]) {
        const starts = lists.reduce((before, list, n) => {
          const here = new Set();
          for (const parts of list) {
            places(parts[rank] ?? '', (entry, at) => {
              const start = entry * SPAN + at - steps[n].at;
              if (!before || before.has(start)) here.add(start);
            });
          }
          return here;
        }, null);
        for (const start of starts) {
          const entry = Math.floor(start / SPAN);
          if (!(found.get(entry)?.rank <= rank)) found.set(entry, { word, rank, length, at: start % SPAN });
        }
      }
    }
    return found;
  };

  const verify = async ({ segment: [name, , run], entry, hits }) => {
    const [kind, href, title, status, texts] = (await load(`${name}/t${Math.floor(entry / run)}`))[entry % run] ?? [];
    const folded = kind && [title, ...texts].map(fold);
    const holds = ({ word, length }) => length || folded.some((text) => text.includes(word));
    return kind && hits.every(holds) && { kind, href, title, status, texts, hits, year: +name ? name : '' };
  };

  /** How many have all words of a query, and the next so many of them, titles and late years first. */
  const find = async (query) => {
    let words = query.split(/\s+/).map(fold).filter(Boolean);
    if (words.some((word) => !word[1])) words = [words.join('')];
    const all = [];
    await Promise.all((await load('index')).map(async (segment, s) => {
      const [first, ...others] = await Promise.all(words.map((word) => look(word, segment)));
      first.forEach((hit, entry) => {
        const hits = [hit, ...others.map((other) => other.get(entry))];
        if (hits.every(Boolean)) all.push({ segment, s, entry, hits, rank: Math.max(...hits.map((one) => one.rank)) });
      });
    }));
    all.sort((a, b) => a.rank - b.rank || a.s - b.s || a.entry - b.entry);
    const found = { count: all.length, left: () => all.length, next: async (wanted) => {
      const shown = [];
      while (all.length && shown.length < wanted) {
        const some = await Promise.all(all.splice(0, wanted - shown.length).map(verify));
        shown.push(...some.filter(Boolean));
        found.count -= some.filter((one) => !one).length;
      }
      return shown;
    } };
    return found;
  };
  return Object.assign((name, value) => take[name](value), { find, folder: '', foldSign, signs });
})();
