const pageSize = 25;
const parts = { samples: h('div', {}, empty('The samples are being unpacked.')), detail: h('div', { class: 'cards' }) };
const lessA = (a, b) => a === null || b === null ? null : b - a;

function metricsTable() {
  const wholes = value => value === null ? '\u2013' : count(value);
  return table(['Task', '>Shots', 'Metric', '>A', '>B', '>B \u2212 A', '>95 % interval', '>Only A right',
    '>Only B right', '>Pairs', '>p', '>p (Holm)'], results.metrics.map((figure, i) => {
    const path = `metrics.${i}`;
    const difference = cell(`${path}.difference`);
    if (figure.adjusted_p_value !== null && figure.adjusted_p_value < 0.05 && figure.difference !== 0) {
      difference.classList.add((figure.difference > 0) === figure.is_higher_better ? 'good' : 'bad');
    }
    return row(figure.task, cell(`${path}.shots`, String), figure.name, cell(`${path}.first`),
      cell(`${path}.second`), difference, spanCell(path), cell(`${path}.first_only`, wholes),
      cell(`${path}.second_only`, wholes), cell(`${path}.count`, count), cell(`${path}.p_value`),
      cell(`${path}.adjusted_p_value`));
  }), 'Metrics of both runs');
}

const spanCell = path => h('td', { class: 'n' }, at(path).low === null ? '\u2013'
  : [number('span', `${path}.low`), ' to ', number('span', `${path}.high`)]);

function pairingTable() {
  return table(['Task', '>Shots', '>Compared', '>Same prompt', '>Only in A', '>Only in B', '>Failed', '>Other data'],
    results.pairings.map((pairing, i) => row(pairing.task, ...['shots', 'paired', 'same_prompt', 'only_in_a',
      'only_in_b', 'failed', 'differing'].map(name => cell(`pairings.${i}.${name}`, count)))),
    'Results that went together');
}

// Row r of both tables is the same sample.
function pairsOf(packed) {
  const detailOf = new Map(packed.a.details.row.map((r, d) => [r, d]));
  const side = (data, r) => ({
    loss: num(data.rows.loss[r]), output: data.rows.output[r], target: data.rows.target[r],
    metrics: Object.fromEntries(data.metrics.map((name, m) => [name, num(data.rows.metrics[m][r])])),
  });
  return packed.a.rows.id.map((id, r) => {
    const [a, b] = [side(packed.a, r), side(packed.b, r)];
    return {
      r, id, task: packed.a.tasks[packed.a.rows.task[r]], shots: packed.a.rows.shots[r], seed: packed.a.rows.seed[r],
      a, b, change: lessA(a.loss, b.loss), detail: detailOf.get(r),
    };
  });
}

const isHit = value => value === 0 || value === 1;
const hitMetrics = list => [...new Set(list.flatMap(each => Object.keys(each.a.metrics)))]
  .filter(name => name !== 'loss' && list.some(each => isHit(each.a.metrics[name]))
    && list.every(each => [each.a, each.b].every(side =>
    side.metrics[name] === null || side.metrics[name] === undefined || isHit(side.metrics[name]))));

function showPairs(packed) {
  const all = pairsOf(packed);
  const own = { task: all[0].task, metric: '', kind: 'all', search: '', down: true, page: 0 };
  const host = h('div', {}), tools = h('div', { class: 'tools' });
  const tally = h('span', { class: 'note', role: 'status' });

  const show = () => {
    const found = filtered(all, own);
    own.page = Math.max(0, Math.min(own.page, Math.ceil(found.length / pageSize) - 1));
    const shown = found.slice(own.page * pageSize, (own.page + 1) * pageSize);
    tally.textContent = plural(found.length, 'pair', 'pairs');
    host.replaceChildren(found.length === 0 ? empty('No pair of results is of this kind.')
      : table(['Sample', '>Shots', '>Seed', ...own.metric === '' ? [] : [`>${own.metric} A`, `>${own.metric} B`],
        '>Loss A', '>Loss B', '>B \u2212 A', 'Target', 'Answer of A', 'Answer of B'],
      shown.map(each => pairRow(packed, each, own)), 'Pairs of results'), pages(found.length, own, show));
  };
  const set = change => { Object.assign(own, change, { page: 0 }); show(); };
  const retool = () => {
    const list = all.filter(each => each.task === own.task);
    const metrics = hitMetrics(list);
    Object.assign(own, { metric: metrics[0] ?? '', kind: 'all', page: 0 });
    tools.replaceChildren(
      choice('Task', [...new Set(all.map(each => each.task))].map(task => [task, task]), own.task,
        task => { own.task = task; retool(); }),
      ...metrics.length === 0 ? [] : [
        choice('Right by', metrics.map(name => [name, name]), own.metric, metric => set({ metric })),
        choice('Show', [['all', 'all pairs'], ['lost', 'A right, B wrong'], ['gained', 'A wrong, B right']], 'all',
          kind => set({ kind }))],
      choice('First', [['down', 'loss grew most'], ['up', 'loss fell most']], own.down ? 'down' : 'up',
        value => set({ down: value === 'down' })),
      h('label', {}, 'Search', h('input', { type: 'search', placeholder: 'id, target, answers', value: own.search,
        input: event => set({ search: event.target.value.toLowerCase() }) })), tally);
    show();
  };
  retool();
  parts.samples.replaceChildren(h('section', { class: 'card' }, tools, host));
  const first = filtered(all, own).find(each => each.detail !== undefined);
  if (first) openPair(packed, first, true);
}

function filtered(all, own) {
  return all.filter(each => each.task === own.task && ofKind(each, own)
    && (own.search === '' || [each.id, each.a.target, each.a.output ?? '', each.b.output ?? '']
      .some(text => text.toLowerCase().includes(own.search))))
    .sort((x, y) => x.change === null || y.change === null ? (x.change === null) - (y.change === null) || x.r - y.r
      : (own.down ? y.change - x.change : x.change - y.change) || x.r - y.r);
}

const ofKind = (each, own) => own.kind === 'all'
  || (own.kind === 'lost' && each.a.metrics[own.metric] === 1 && each.b.metrics[own.metric] === 0)
  || (own.kind === 'gained' && each.a.metrics[own.metric] === 0 && each.b.metrics[own.metric] === 1);

function pairRow(packed, each, own) {
  const n = (value, show = fmt) => h('td', { class: 'n' }, show(value));
  const text = value => h('td', { class: 'text' }, h('span', { class: 'lines' }, visibleLine(value ?? '')));
  return row(h('td', { class: 'id' }, h('button', { class: 'link', type: 'button',
    click: () => openPair(packed, each, false) }, each.id)), n(each.shots, String), n(each.seed, String),
  own.metric === '' ? [] : [n(each.a.metrics[own.metric], part), n(each.b.metrics[own.metric], part)],
  n(each.a.loss), n(each.b.loss), n(each.change), text(each.a.target), text(each.a.output), text(each.b.output));
}

function pages(total, own, show) {
  const most = Math.ceil(total / pageSize);
  if (most < 2) return '';
  const go = (step, text, off) => h('button', { class: 'plain', type: 'button', disabled: off,
    click: () => { own.page += step; show(); } }, text);
  return h('div', { class: 'pages' }, go(-1, 'Previous', own.page === 0),
    h('span', {}, `page ${count(own.page + 1)} of ${count(most)}`), go(1, 'Next', own.page === most - 1));
}

function openPair(packed, each, quiet) {
  const d = each.detail;
  const target = d === undefined ? each.a.target : packed.a.details.target[d];
  const made = h('section', { class: 'card wide', tabindex: -1 }, h('h3', {}, `Sample ${each.id}`),
    note(`${each.task} \u00b7 ${shotsText(each.shots)} \u00b7 seed ${each.seed}`),
    target !== '' && [h('h4', {}, 'Target'), h('pre', { class: 'text' }, target)],
    d === undefined && note('This page holds the beginning of the texts only; samples.jsonl of both runs has all.'),
    h('div', { class: 'sides' }, [['A', packed.a, each.a], ['B', packed.b, each.b]].map(([name, data, side]) =>
      h('div', {}, h('h4', {}, `${name}: ${results[name.toLowerCase()]}`), sidePart(data, side, d)))));
  parts.detail.replaceChildren(made);
  if (!quiet) {
    made.scrollIntoView({ block: 'start' });
    made.focus({ preventScroll: true });
  }
}

function sidePart(data, side, d) {
  const output = d === undefined ? side.output : data.details.output[d];
  const tokens = d === undefined ? [] : data.details.tokens[d].map(index => data.texts[index]);
  return [pairs([['Loss, nats per token', fmt(side.loss)], ...Object.keys(side.metrics).map(name =>
    name !== 'loss' && side.metrics[name] !== null && [name, part(side.metrics[name])])]),
  output !== null && output !== '' && [h('h4', {}, 'Answer'), h('pre', {}, output)],
  tokens.length > 0 && [h('h4', {}, 'Loss of each token'), tokenMap(tokens, data.details.log_probabilities[d])]];
}

const section = (title, ...inner) => [h('h2', {}, title), inner];
document.getElementById('page').append(...[h('header', {}, h('p', { class: 'over' }, 'Comparison of two runs'),
  h('h1', {}, `${results.a} \u2192 ${results.b}`),
  h('p', { class: 'lead' }, 'A: ', results.a, ' \u00b7 B: ', results.b)),
section('Metrics', results.metrics.length === 0 ? empty('The runs have no result in common.') : metricsTable(),
  note('Over the pairs only; differences are B \u2212 A. A coloured difference is significant at 5 % after Holm\u2019s '
    + 'correction over all rows.')),
section('Results that went together', pairingTable()), section('Samples', parts.samples, parts.detail)]
  .flat(4).filter(each => each));
unpack().then(found => found.samples ? showPairs(found.samples)
  : parts.samples.replaceChildren(empty(results.metrics.length === 0 ? 'There is no pair to show.' : found.reason)))
  .catch(() => parts.samples.replaceChildren(empty('The samples in this page cannot be read.')));
