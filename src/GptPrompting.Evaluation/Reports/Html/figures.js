const unitOf = name => {
  const plain = name.split(',')[0];
  if (plain === 'loss') return 'nats per token';
  if (plain === 'bits_per_byte') return 'bits per byte';
  if (plain.endsWith('perplexity')) return 'perplexity';
  return '';
};
const titled = name => unitOf(name) && unitOf(name) !== name ? `${name} (${unitOf(name)})` : name;
const intervalCell = path => {
  const { low, high } = at(path);
  return h('td', { class: 'n' }, finite(low) || finite(high)
    ? [number('span', `${path}.low`), ' to ', number('span', `${path}.high`)] : '\u2013');
};
const figuresOf = state => results.tasks[state.task].figures
  .map((figures, index) => ({ figures, path: `tasks.${state.task}.figures.${index}` }))
  .filter(each => (each.figures.group ?? null) === state.group)
  .sort((a, b) => a.figures.shots - b.figures.shots);
const metricOf = (each, name) => {
  const index = each.figures.metrics.findIndex(metric => metric.name === name);
  return index < 0 ? null : { metric: each.figures.metrics[index], path: `${each.path}.metrics.${index}` };
};

function summary() {
  const rows = results.tasks.flatMap((task, t) => task.figures.flatMap((figures, f) => {
    if ((figures.group ?? null) !== null) return [];
    return figures.metrics.map((metric, m) => {
      const path = `tasks.${t}.figures.${f}.metrics.${m}`;
      return row(m === 0 && f === 0 ? task.task : '', m === 0 ? cell(`tasks.${t}.figures.${f}.shots`, String) : '',
        titled(metric.name), cell(`${path}.value`), cell(`${path}.standard_error`), intervalCell(path),
        cell(`tasks.${t}.figures.${f}.count`, count), cell(`tasks.${t}.figures.${f}.failure_count`, count));
    });
  }));
  return rows.length === 0 ? empty('The run has no figures.') : table(
    ['Task', '>Shots', 'Metric', '>Value', '>Standard error', '>95 % interval', '>Results', '>Failures'], rows,
    'Figures of all tasks');
}

function shotsCard(state) {
  const series = figuresOf(state).map(each => ({ each, found: metricOf(each, state.metric) }))
    .filter(({ found }) => found);
  const points = series.map(({ each, found: { metric } }) => ({
    x: each.figures.shots, value: metric.value, low: metric.low, high: metric.high,
    seeds: metric.by_seed.length > 1 ? metric.by_seed : [], text: shotsText(each.figures.shots),
  }));
  const most = Math.max(0, ...points.map(point => point.x));
  const better = series.some(({ found }) => found.metric.is_higher_better) ? 'higher is better' : 'lower is better';
  return card(`${state.metric} against shots`,
    note(`${better}${most > 8 ? '; the axis of shots is logarithmic' : ''}`),
    curve({
      label: `${state.metric} for each number of shots`, points, yTitle: titled(state.metric),
      xTitle: 'demonstrations in the prompt (shots)', xMap: most > 8 ? x => Math.log2(1 + x) : x => x,
    }),
    legend([[marks.mean(), 'all seeds together'], points.some(point => finite(point.low)) &&
      [[marks.band()], '95 % interval over samples and seeds'],
    points.some(point => point.seeds.length > 0) && [marks.seed(), 'one seed']]),
    numbers('Numbers', table(['>Shots', '>Value', '>Standard error', '>95 % interval', '>Results', 'Seeds: value'],
      series.map(({ each, found: { metric, path } }) => row(cell(`${each.path}.shots`, String), cell(`${path}.value`),
        cell(`${path}.standard_error`), intervalCell(path), cell(`${each.path}.count`, count),
        h('td', {}, metric.by_seed.map((_, i) => h('div', {}, `${each.figures.seeds[i]}: `,
          number('span', `${path}.by_seed.${i}`, fmt, { class: 'mono' })))))), 'Numbers of the shots curve')));
}

function demonstrationCard(state) {
  const title = 'Loss of the demonstrations';
  const each = figuresOf(state).find(({ figures }) => figures.shots === state.shots);
  const list = each ? each.figures.demonstrations : [];
  if (list.length === 0) {
    return card(title, empty(state.shots === 0
      ? 'There is no demonstration at 0 shots. Choose another number of shots above.'
      : 'The losses of demonstrations were not measured.'));
  }
  const points = list.map(figure => ({
    x: figure.index + 1, value: figure.loss, low: figure.low, high: figure.high,
    text: `demonstration ${figure.index + 1}`,
  }));
  return card(title,
    note(`each given those before it, at ${shotsText(state.shots)}; lower is better`),
    curve({
      label: 'Loss of a demonstration by its place in the prompt', points, yTitle: 'loss (nats per token)',
      xTitle: 'place of the demonstration in the prompt',
    }),
    legend([[marks.mean(), 'mean over prompts'], points.some(point => finite(point.low)) &&
      [marks.band(), '95 % interval']]),
    numbers('Numbers', table(['>Place', '>Loss', '>95 % interval', '>Prompts'], list.map((figure, i) => {
      const path = `${each.path}.demonstrations.${i}`;
      return row(h('td', { class: 'n' }, String(figure.index + 1)), cell(`${path}.loss`), intervalCell(path),
        cell(`${path}.count`, count));
    }), 'Losses of the demonstrations')));
}

// Influence and orders are measured at few numbers of shots: where not at the chosen one, those there are are shown.
function measuredAt(state, what) {
  const all = results.tasks[state.task][what].map((figure, index) => ({ figure, index }));
  const shots = all.some(({ figure }) => figure.shots === state.shots) ? state.shots : all[0]?.figure.shots;
  return all.filter(({ figure }) => figure.shots === shots);
}
const shotsNote = (state, shots) => `all samples, ${shotsText(shots)}`
  + (shots === state.shots ? '' : ` (not measured at ${state.shots})`);

function influenceCard(state) {
  const title = 'Influence of each demonstration';
  const all = measuredAt(state, 'influence');
  if (all.length === 0) return card(title, empty('Leaving one demonstration out was not measured in this run.'));
  const rows = all.map(({ figure }) => ({
    value: figure.loss_change, low: figure.low, high: figure.high,
    name: [figure.demonstration ?? `place ${figure.index + 1}`,
      new Set(all.map(({ figure: other }) => other.seed)).size > 1 ? `seed ${figure.seed}` : null]
      .filter(found => found !== null).join(', '),
  }));
  return card(title,
    note(`${shotsNote(state, all[0].figure.shots)}: the loss without it less the loss with it`),
    bars({ label: 'Change of loss for each demonstration', rows, xTitle: 'change of loss (nats per token)' }),
    legend([[marks.box('helps'), 'it helps'], [marks.box('harms'), 'it harms'],
      rows.some(each => finite(each.low)) && [marks.whisker(), '95 % interval']]),
    numbers('Numbers', table(['>Place', 'Demonstration', '>Seed', '>Change', '>95 % interval', '>Samples'],
      all.map(({ figure, index }) => {
        const path = `tasks.${state.task}.influence.${index}`;
        return row(h('td', { class: 'n' }, String(figure.index + 1)), figure.demonstration ?? 'differs by sample',
          cell(`${path}.seed`, String), cell(`${path}.loss_change`), intervalCell(path), cell(`${path}.count`, count));
      }), 'Influence of the demonstrations')));
}

function orderCards(state) {
  const title = 'Order of the demonstrations';
  const all = measuredAt(state, 'orders');
  if (all.length === 0) return [card(title, empty('Changing the order was not measured in this run.'))];
  return all.map(({ figure, index }) => orderCard(state,
    all.length > 1 ? `${title}, seed ${figure.seed}` : title, figure, `tasks.${state.task}.orders.${index}`));
}

function orderCard(state, title, figures, path) {
  const name = order => order.map(place => place + 1).join(' ');
  const dots = figures.orders.map(order => ({ value: order.loss, text: `${name(order.order)}: ${fmt(order.loss)}` }));
  return card(title,
    note(`${shotsNote(state, figures.shots)}, ${plural(figures.orders.length, 'order', 'orders')} of the same `
      + `demonstrations, drawn with seed ${figures.seed}`),
    strip({ label: 'Loss of each order', dots, mean: figures.mean_loss, xTitle: 'mean loss (nats per token)' }),
    legend([[marks.dot('dot'), 'one order'], [marks.dot('best'), 'best'], [marks.dot('worst'), 'worst'],
      [marks.dashed(), 'mean']]),
    pairs([['Best', number('dd', `${path}.best_loss`)], ['Worst', number('dd', `${path}.worst_loss`)],
      ['Mean', number('dd', `${path}.mean_loss`)],
      ['Standard deviation', number('dd', `${path}.loss_deviation`)]]),
    numbers('Numbers', table(['Order (places in the plain prompt)', '>Loss', '>acc'],
      figures.orders.map((order, i) => row(h('td', { class: 'mono' }, name(order.order)),
        cell(`${path}.orders.${i}.loss`), cell(`${path}.orders.${i}.accuracy`))), 'Losses of the orders')));
}

function confusionCard(state) {
  const title = 'Confusion matrix';
  const each = figuresOf(state).find(({ figures }) => figures.shots === state.shots);
  if (!each || !each.figures.confusion) return card(title, empty('The samples do not share one set of labels.'));
  const { labels, counts } = each.figures.confusion;
  const body = counts.map((list, r) => {
    const sum = list.reduce((a, b) => a + b, 0);
    return h('tr', {}, h('th', { scope: 'row' }, labels[r]), list.map((_, c) => {
      const share = sum === 0 ? 0 : list[c] / sum;
      const td = h('td', { class: r === c ? 'n right' : 'n' },
        number('span', `${each.path}.confusion.counts.${r}.${c}`, count), ' ',
        h('span', { class: 'share' }, percent(share)));
      td.style.backgroundColor = `rgba(var(--shade), ${(share * 0.5).toFixed(3)})`;
      return td;
    }));
  });
  return card(title,
    note(`rows: the right label, columns: the predicted one, at ${shotsText(state.shots)}; shares are of the row`),
    h('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': title },
      h('table', { class: 'matrix' }, h('thead', {}, h('tr', {}, h('td', {}),
        labels.map(label => h('th', { scope: 'col' }, label)))), h('tbody', {}, body))));
}

function lengthCard(state) {
  const title = 'Lengths, and how they go with the loss';
  const each = figuresOf(state).find(({ figures }) => figures.shots === state.shots);
  if (!each || !each.figures.lengths) return card(title, empty('The samples have no losses.'));
  const line = (name, mean, loss) => row(name, cell(`${each.path}.lengths.${mean}`),
    cell(`${each.path}.lengths.${loss}`));
  return card(title, note(`at ${shotsText(state.shots)}; Pearson\u2019s correlation, \u22121 to 1`), table(
    ['', '>Mean length', '>Correlation with loss'], [
      line('Input, UTF-16 characters', 'input_characters', 'loss_with_input_characters'),
      line('Prompt, tokens', 'prompt_tokens', 'loss_with_prompt_tokens'),
      line('Output, UTF-16 characters', 'output_characters', 'loss_with_output_characters'),
      line('Output, tokens', 'output_tokens', 'loss_with_output_tokens'),
    ], title));
}

// What a task measured about how far its probabilities can be believed stands together, for every number of shots.
function calibrationCard(state) {
  const title = 'Calibration';
  const known = /^(acc_mutual_info|acc_pmi|acc_calibrated|acc_contextual|brier|brier_score|ece)/;
  const names = [...new Set(figuresOf(state).flatMap(({ figures }) => figures.metrics.map(metric => metric.name)))];
  const about = names.filter(name => known.test(name) || /calibrat|expected_calibration/.test(name));
  if (about.length === 0) return null;
  const shown = [...names.filter(name => name === 'acc'), ...about];
  return card(title, note('the raw score first, then what calibration makes of it'), table(
    ['>Shots', ...shown.map(name => `>${name}`)], figuresOf(state).map(each => row(
      cell(`${each.path}.shots`, String), shown.map(name => {
        const found = metricOf(each, name);
        return found ? cell(`${found.path}.value`) : h('td', { class: 'n' }, '\u2013');
      }))), title));
}

function countsCard(state) {
  const task = results.tasks[state.task];
  const list = (what, none) => Object.keys(task[what]).length === 0 ? empty(none)
    : table(['Name', '>Results'], Object.keys(task[what]).map(name => h('tr', {},
      h('td', { class: 'text' }, name), countOf(task[what][name]))), what);
  // Names may hold dots, so these cells carry their number without a path.
  const countOf = value => h('td', { class: 'n', 'data-value': value }, count(value));
  return card('Warnings and failures',
    h('h4', {}, 'Warnings'), list('warnings', 'No result has a warning.'),
    h('h4', {}, 'Failures'), list('failures', 'Every result has numbers.'));
}
