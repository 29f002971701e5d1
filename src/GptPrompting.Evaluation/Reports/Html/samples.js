const pageSize = 25;

// Columns of the packed table as one object for a row.
function sampleAt(data, r) {
  const rows = data.rows;
  return {
    r, id: rows.id[r], task: rows.task[r], shots: rows.shots[r], seed: rows.seed[r],
    group: rows.group[r] < 0 ? null : data.groups[rows.group[r]], variant: data.variants[rows.variant[r]],
    failure: rows.failure[r] < 0 ? null : data.failures[rows.failure[r]], loss: num(rows.loss[r]),
    warnings: rows.warnings[r].map(each => data.warnings[each]), target: rows.target[r], output: rows.output[r],
    gold: rows.gold[r], predicted: rows.predicted[r], promptTokens: rows.prompt_tokens[r],
    outputTokens: rows.output_tokens[r], seconds: timings && timings.seconds ? num(timings.seconds[r]) : null,
    metrics: rows.metrics.map(column => num(column[r])), detail: data.detailOf.get(r),
  };
}

function indexDetails(data) {
  data.detailOf = new Map(data.details.row.map((r, d) => [r, d]));
  data.list = data.rows.id.map((_, r) => sampleAt(data, r));
}

const byNumber = (of, down) => (a, b) => {
  const [x, y] = [of(a), of(b)];
  if (x === null || y === null) return (x === null) - (y === null) || a.r - b.r;
  return (down ? y - x : x - y) || a.r - b.r;
};
const byText = (of, down) => (a, b) => (of(a) < of(b) ? -1 : of(a) > of(b) ? 1 : 0) * (down ? -1 : 1) || a.r - b.r;

function columnsOf(data, list) {
  const used = data.metrics.map((name, m) => ({ name, m }))
    .filter(({ name, m }) => name !== 'loss' && list.some(each => each.metrics[m] !== null));
  const n = (name, of, show) => ({ name, of, number: true, show: each => h('td', { class: 'n' }, show(of(each))) });
  const text = (name, of) => ({
    name, of, number: false,
    show: each => h('td', { class: 'text' }, h('span', { class: 'lines' }, clip(visibleLine(of(each)), 120))),
  });
  const notes = each => [each.failure, ...each.warnings].filter(found => found !== null).join('; ');
  return [
    { name: 'Sample', of: each => each.id, number: false, show: null },
    n('Shots', each => each.shots, String),
    n('Seed', each => each.seed, String),
    list.some(each => each.variant !== '') && text('Variant', each => each.variant),
    list.some(each => each.group !== null) && text('Group', each => each.group ?? ''),
    n('Loss', each => each.loss, fmt),
    ...used.slice(0, 4).map(({ name, m }) => n(name, each => each.metrics[m], part)),
    n('Prompt tokens', each => each.promptTokens, count),
    list.some(each => each.seconds !== null) && n('Seconds', each => each.seconds, fmt),
    text('Target', each => each.target),
    list.some(each => each.output !== null) && text('Answer', each => each.output ?? ''),
    list.some(each => notes(each) !== '') && text('Notes', notes),
  ].filter(column => column);
}

// The table of samples: filtered by what is chosen above, searched, sorted, in pages.
function sampleTable(data, state, open) {
  const own = { search: '', shots: '', variants: false, detailed: false, sort: 'Loss', down: true, page: 0 };
  const host = h('div', {});
  const tally = h('span', { class: 'note', role: 'status' });
  const base = data.list.filter(each => data.tasks[each.task] === results.tasks[state.task].task
    && (state.group === null || each.group === state.group));
  const columns = columnsOf(data, base);
  const shots = [...new Set(base.map(each => each.shots))].sort((a, b) => a - b);

  const matches = each => (own.variants || each.variant === '')
    && (own.shots === '' || String(each.shots) === own.shots)
    && (!own.detailed || each.detail !== undefined)
    && (own.search === '' || [each.id, each.target, each.output ?? '', each.failure ?? '', ...each.warnings]
      .some(text => text.toLowerCase().includes(own.search)));
  const show = () => {
    const column = columns.find(each => each.name === own.sort);
    const found = base.filter(matches).sort((column.number ? byNumber : byText)(column.of, own.down));
    own.page = Math.max(0, Math.min(own.page, Math.ceil(found.length / pageSize) - 1));
    const shown = found.slice(own.page * pageSize, (own.page + 1) * pageSize);
    tally.textContent = `${plural(found.length, 'result', 'results')} of ${count(base.length)}`;
    host.replaceChildren(found.length === 0 ? empty('No result matches.')
      : h('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'Samples' },
        h('table', {}, sortHeads(columns, own, show), h('tbody', {}, shown.map(each => h('tr', {},
          columns.map(column => column.show ? column.show(each) : idCell(each, open))))))),
    pageButtons(found.length, own, show));
  };
  const set = change => { Object.assign(own, change, { page: 0 }); show(); };
  show();
  return [h('div', { class: 'tools' },
    h('label', {}, 'Search', h('input', { type: 'search', placeholder: 'id, target, answer, note',
      input: event => set({ search: event.target.value.toLowerCase() }) })),
    choice('Shots', [['', 'all'], ...shots.map(each => [each, each])], '', value => set({ shots: value })),
    check('changed prompts too', base.some(each => each.variant !== ''), on => set({ variants: on })),
    check('with tokens only', data.details.row.length < data.list.length, on => set({ detailed: on })), tally), host];
}

const check = (text, wanted, change) => wanted && h('label', {},
  h('input', { type: 'checkbox', change: event => change(event.target.checked) }), text);

const idCell = (each, open) => h('td', { class: 'id' },
  h('button', { class: 'link', type: 'button', click: () => open(each) }, each.id));

function sortHeads(columns, own, show) {
  return h('thead', {}, h('tr', {}, columns.map(column => {
    const on = own.sort === column.name;
    const click = () => {
      Object.assign(own, { sort: column.name, down: on ? !own.down : column.number, page: 0 });
      show();
    };
    return h('th', { scope: 'col', class: column.number && 'n',
      'aria-sort': on ? (own.down ? 'descending' : 'ascending') : 'none' },
    h('button', { class: 'sort', type: 'button', click }, column.name, on ? (own.down ? ' \u2193' : ' \u2191') : ''));
  })));
}

function pageButtons(total, own, show) {
  const pages = Math.ceil(total / pageSize);
  if (pages < 2) return '';
  const go = (step, text, off) => h('button', { class: 'plain', type: 'button', disabled: off,
    click: () => { own.page += step; show(); } }, text);
  return h('div', { class: 'pages' }, go(-1, 'Previous', own.page === 0),
    h('span', {}, `page ${count(own.page + 1)} of ${count(pages)}`), go(1, 'Next', own.page === pages - 1));
}

function topTable(list, of, name, show, open) {
  return table(['Sample', '>Shots', `>${name}`], list.map(each => h('tr', {}, idCell(each, open),
    h('td', { class: 'n' }, String(each.shots)), h('td', { class: 'n' }, show(of(each))))), name);
}

function extremes(data, state, open) {
  const base = data.list.filter(each => data.tasks[each.task] === results.tasks[state.task].task
    && each.variant === '' && (state.group === null || each.group === state.group));
  const worst = base.filter(each => each.loss !== null).sort(byNumber(each => each.loss, true)).slice(0, 10);
  const slowest = base.filter(each => each.seconds !== null).sort(byNumber(each => each.seconds, true)).slice(0, 10);
  return [
    card('Worst samples', note('the highest loss, nats per token'), worst.length === 0
      ? empty('No sample has a loss.') : topTable(worst, each => each.loss, 'Loss', fmt, open)),
    card('Slowest samples', note('seconds of measuring'), slowest.length === 0
      ? empty('The times of samples were not given.')
      : topTable(slowest, each => each.seconds, 'Seconds', fmt, open)),
  ];
}

function sampleDetail(data, each) {
  const d = each.detail;
  const details = data.details;
  const target = d === undefined ? each.target : details.target[d];
  const output = d === undefined ? each.output : details.output[d];
  const shownAt = d === undefined ? [] : details.shown[d].map(index => data.texts[index]);
  return h('section', { class: 'card wide', id: 'sample', tabindex: -1 }, h('h3', {}, `Sample ${each.id}`),
    note([shotsText(each.shots), `seed ${each.seed}`, each.variant === '' ? null : each.variant, each.group]
      .filter(each => each !== null).join(' \u00b7 ')),
    each.failure !== null && h('p', { class: 'notice' }, each.failure),
    pairs([['Loss, nats per token', fmt(each.loss)], ...data.metrics.map((name, m) =>
      name !== 'loss' && each.metrics[m] !== null && [name, part(each.metrics[m])]),
    ['Prompt, tokens', count(each.promptTokens)], ['Output, tokens', count(each.outputTokens)],
    each.seconds !== null && ['Seconds', fmt(each.seconds)],
    each.warnings.length > 0 && ['Warnings', each.warnings.join(', ')]]),
    target !== '' && [h('h4', {}, 'Target'), h('pre', { class: 'text' }, target)],
    output !== null && output !== '' && [h('h4', {}, 'Answer'), h('pre', { class: 'text' }, output)],
    d === undefined ? note('This report holds no token details of this sample; samples.jsonl has them.')
      : tokenPart(data, each, d),
    d !== undefined && choicePart(data, each, d), d !== undefined && demonstrationPart(data, d, shownAt));
}

function tokenPart(data, each, d) {
  const texts = data.details.tokens[d].map(index => data.texts[index]);
  if (texts.length === 0) return note('No token of this sample was scored.');
  const cut = data.details.token_count[d] > texts.length
    && note(`The first ${count(texts.length)} of ${count(data.details.token_count[d])} tokens.`);
  return [h('h4', {}, 'Loss of each token'), cut, tokenMap(texts, data.details.log_probabilities[d])];
}

function choicePart(data, each, d) {
  const list = data.details.choices[d];
  if (list.length === 0) return null;
  const found = (i, mark, text) => i === mark ? text : null;
  return [h('h4', {}, 'Choices'), table(['Choice', '', '>Log-likelihood', '>Tokens', '>Per token'],
    list.map(([text, total, tokens], i) => row(h('td', { class: 'text' }, data.texts[text]),
      [found(i, each.gold, 'right'), found(i, each.predicted, 'predicted')].filter(mark => mark).join(', '),
      h('td', { class: 'n' }, fmt(total)), h('td', { class: 'n' }, count(tokens)),
      h('td', { class: 'n' }, fmt(num(total) / tokens)))), 'Choices')];
}

function demonstrationPart(data, d, shown) {
  const losses = data.details.demonstrations[d];
  if (shown.length === 0) return null;
  return [h('h4', {}, 'Demonstrations'), table(['>Place', 'Id', '>Loss'], shown.map((id, i) => row(
    h('td', { class: 'n' }, String(i + 1)), h('td', { class: 'id' }, id),
    h('td', { class: 'n' }, fmt(losses[i] ?? null)))), 'Demonstrations')];
}
