// The table of a year's projects: sorted by its headers, filtered by name, status and department.
document.addEventListener('DOMContentLoaded', () => {
  const table = document.querySelector('[data-ledger]');
  const form = document.getElementById('gs-filter');
  if (!table || !form) return;
  const body = table.tBodies[0];
  const rows = [...body.rows];
  const status = (row) => row.querySelector('.gs-tag')?.textContent ?? '';
  const leads = (row) => row.dataset.lead.split('\n').filter(Boolean);
  const byText = new Intl.Collator(document.documentElement.lang).compare;

  const [text, statuses, departments] = ['text', 'status', 'lead'].map((name) => document.getElementById(`gs-filter-${name}`));
  const offer = (select, values) => {
    const all = [...new Set(values)].filter(Boolean);
    all.sort(byText).forEach((value) => select.add(new Option(value, value)));
    select.parentElement.hidden = all.length < 2;
  };
  offer(statuses, rows.map(status));
  offer(departments, rows.flatMap(leads));
  const count = form.querySelector('[role="status"]');
  const filter = () => {
    const wanted = text.value.normalize('NFKC').trim().toLowerCase();
    let shown = 0;
    rows.forEach((row) => {
      row.hidden = !row.textContent.normalize('NFKC').toLowerCase().includes(wanted)
        || (statuses.value !== '' && status(row) !== statuses.value)
        || (departments.value !== '' && !leads(row).includes(departments.value));
      shown += row.hidden ? 0 : 1;
    });
    count.textContent = count.dataset.words.replace('{shown}', shown).replace('{all}', rows.length);
  };
  form.addEventListener('input', filter);
  form.hidden = false;
  filter();

  const order = [...statuses.options].map((option) => option.value);
  const keys = {
    ordinal: (row) => rows.indexOf(row),
    title: (row) => row.querySelector('a').textContent,
    status: (row) => order.indexOf(status(row)),
    share: (row) => Number(row.dataset.share ?? -1),
  };
  const headers = [...table.querySelectorAll('[data-sort]')];
  headers.forEach((header) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'gs-ledger__sort';
    button.append(...header.childNodes);
    header.append(button);
    button.addEventListener('click', () => {
      const descending = header.getAttribute('aria-sort') === 'ascending';
      headers.forEach((other) => other.removeAttribute('aria-sort'));
      header.setAttribute('aria-sort', descending ? 'descending' : 'ascending');
      const key = keys[header.dataset.sort];
      const compare = (a, b) => (typeof a === 'string' ? byText(a, b) : a - b);
      const sorted = rows.slice().sort((a, b) => compare(key(a), key(b)) || rows.indexOf(a) - rows.indexOf(b));
      body.append(...(descending ? sorted.reverse() : sorted));
    });
  });
});
