const run = results.run;
const state = { task: 0, group: null, metric: null, shots: null };
const parts = { bar: h('div', { class: 'bar' }), cards: h('div', {}), samples: h('div', {}) };
let data = null, dataReason = 'The samples are being unpacked.';

function head() {
  const failures = results.failure_count;
  return h('header', {}, h('p', { class: 'over' }, 'Evaluation'), h('h1', {}, run.model),
    h('p', { class: 'lead' }, number('span', 'run.result_count', count), ' results, ',
      number('span', 'failure_count', count), failures === 1 ? ' failure' : ' failures',
      ` \u00b7 ${plural(results.tasks.length, 'task', 'tasks')} \u00b7 version ${run.version}`,
      run.is_parity ? ' \u00b7 rules of lm-evaluation-harness' : ''),
    run.result_count < run.expected_count && h('p', { class: 'notice' }, 'This run is not complete: it has ',
      number('span', 'run.result_count', count), ' of ', number('span', 'run.expected_count', count), ' results.'),
    failures > 0 && h('p', { class: 'notice' }, number('span', 'failure_count', count),
      failures === 1 ? ' result has' : ' results have', ' a reason instead of numbers; no figure counts them.'),
    h('nav', { class: 'jump', 'aria-label': 'Sections' }, [['summary', 'Summary'], ['figures', 'Figures'],
      ['samples-head', 'Samples'], ['cost', 'Cost'], ['run', 'Run']].map(([id, text]) =>
      h('a', { href: `#${id}` }, text))));
}

// What is chosen stays where the new task has it too.
function settle() {
  const figures = results.tasks[state.task].figures;
  if (!figures.some(each => (each.group ?? null) === state.group)) state.group = null;
  const own = figures.filter(each => (each.group ?? null) === state.group);
  const metrics = [...new Set(own.flatMap(each => each.metrics.map(metric => metric.name)))];
  if (!metrics.includes(state.metric)) state.metric = metrics[0] ?? null;
  const shots = [...new Set(own.map(each => each.shots))].sort((a, b) => a - b);
  if (!shots.includes(state.shots)) state.shots = shots[shots.length - 1] ?? 0;
  return { metrics, shots, groups: [...new Set(figures.map(each => each.group ?? null))] };
}

function show() {
  const { metrics, shots, groups } = settle();
  const task = results.tasks[state.task];
  const set = (name, value) => { state[name] = value; show(); document.querySelector(`[data-for=${name}]`).focus(); };
  const pick = (name, label, options, read) => {
    const made = choice(label, options, state[name] ?? '', value => set(name, read(value)));
    made.querySelector('select').setAttribute('data-for', name);
    return made;
  };
  parts.bar.replaceChildren(
    pick('task', 'Task', results.tasks.map((each, i) => [i, each.task]), Number),
    ...groups.length > 1 ? [pick('group', 'Group', groups.map((each, i) => [each ?? '', each ?? 'all samples']),
      value => value === '' ? null : value)] : [],
    pick('metric', 'Metric', metrics.map(name => [name, name]), String),
    pick('shots', 'Shots', shots.map(each => [each, each]), Number));
  parts.cards.replaceChildren(
    h('p', { class: 'lead' }, task.description, task.description === '' ? '' : ' \u2014 ',
      `${task.request.replaceAll('_', ' ')}, `, number('span', `tasks.${state.task}.samples.effective`, count), ' of ',
      number('span', `tasks.${state.task}.samples.original`, count), ` samples, version ${task.version}`),
    h('div', { class: 'cards' }, ...state.metric === null ? [empty('This task has no metric.')] : [shotsCard(state)],
      ...[demonstrationCard(state), influenceCard(state), ...orderCards(state), confusionCard(state),
        lengthCard(state), calibrationCard(state), countsCard(state)].filter(each => each)));
  showSamples();
}

function showSamples() {
  if (data === null) {
    parts.samples.replaceChildren(empty(dataReason));
    return;
  }
  const place = h('div', { class: 'cards' });
  const open = (each, quiet) => {
    const made = sampleDetail(data, each);
    place.replaceChildren(made);
    if (quiet !== true) {
      made.scrollIntoView({ block: 'start' });
      made.focus({ preventScroll: true });
    }
  };
  const with_ = data.details.row.length;
  parts.samples.replaceChildren(
    h('p', { class: 'lead' }, with_ === data.list.length ? 'Every result has its token details here.'
      : `All ${count(data.list.length)} results are here; ${count(with_)} have token details: those with the highest `
        + `loss, and a sample drawn with seed ${data.seed}. The others\u2019 are in samples.jsonl.`),
    h('section', { class: 'card' }, sampleTable(data, state, open)), place,
    h('div', { class: 'cards' }, extremes(data, state, open)));
  const first = data.list.filter(each => data.tasks[each.task] === results.tasks[state.task].task
    && each.variant === '' && (state.group === null || each.group === state.group) && each.detail !== undefined)
    .sort(byNumber(each => each.loss, true))[0];
  if (first) open(first, true);
}

function timing(name, format) {
  const value = timings ? timings[name] : null;
  return h('dd', { class: 'mono', 'data-timing': name, 'data-value': value }, format(value));
}

function cost() {
  const shared = finite(run.tokens_read) && finite(run.tokens_requested) && run.tokens_requested > 0
    ? percent(1 - run.tokens_read / run.tokens_requested) : null;
  return [pairs([
    ['Tokens read', number('dd', 'run.tokens_read', count, { class: 'mono' })],
    ['Tokens requested', number('dd', 'run.tokens_requested', count, { class: 'mono' })],
    shared !== null && ['Saved by sharing', `${shared} of the tokens requested`],
    ['Seconds', timing('total_seconds', fmt)], ['Tokens per second', timing('tokens_per_second', fmt)],
    timings && timings.joules !== null && ['Energy, joules', timing('joules', fmt)]]),
  timings === null && note('No times were given to this report.'),
  timings !== null && timings.joules === null && note('The machine does not tell how much energy it used.')];
}

function description() {
  return [pairs([['Model', run.model], ['Run key', h('dd', { class: 'mono' }, run.key)],
    ['Library', run.version],
    ['Rules', run.is_parity ? 'those of lm-evaluation-harness' : 'strict: what is doubtful is counted and shown'],
    ...Object.keys(run.model_identity).map(name => [name, h('dd', { class: 'mono' }, run.model_identity[name])])]),
  h('h4', {}, 'Tasks'), table(['Task', '>Version', '>Samples', 'Identity'], results.tasks.map((task, i) => row(
    task.task, cell(`tasks.${i}.version`, String), cell(`tasks.${i}.samples.effective`, count),
    h('td', { class: 'mono' }, task.identity))), 'Identities of the tasks')];
}

const section = (id, title, ...inner) => [h('h2', { id }, title), inner];
document.getElementById('page').append(...[head(), section('summary', 'Summary', summary()),
  results.tasks.length === 0 ? empty('The run has no task.')
    : [section('figures', 'Figures'), parts.bar, parts.cards, section('samples-head', 'Samples', parts.samples)],
  section('cost', 'Cost', h('section', { class: 'card' }, cost())),
  section('run', 'Run', h('section', { class: 'card' }, description()))].flat(4).filter(each => each));
if (results.tasks.length > 0) show();
unpack().then(found => {
  if (found.samples) {
    data = found.samples;
    indexDetails(data);
  }
  dataReason = found.reason;
}).catch(() => { dataReason = 'The samples in this page cannot be read.'; })
  .then(() => { if (results.tasks.length > 0) showSamples(); });
